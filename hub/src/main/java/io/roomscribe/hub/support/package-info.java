/// Support bundles fetched from boxes, part by part, for a technician to download. They stay here
/// for a day. It must never unpack one: what a box puts in is between it and whoever reads it.
@NullMarked
package io.roomscribe.hub.support;

import org.jspecify.annotations.NullMarked;
