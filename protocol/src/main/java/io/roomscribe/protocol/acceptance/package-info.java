/// The report of a room's acceptance: what it says, and the signature that shows it was not
/// changed. Written by the hub, checked by anybody; holds no recognised word.
@NullMarked
package io.roomscribe.protocol.acceptance;

import org.jspecify.annotations.NullMarked;
