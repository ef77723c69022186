/// Which boxes this hub knows, and how one becomes known: claims, the queue of boxes that ask, the
/// certificates they are given, renewal and revocation. Decides who may connect; it never hears
/// what boxes say.
@NullMarked
package io.roomscribe.hub.identity;

import org.jspecify.annotations.NullMarked;
