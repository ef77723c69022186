/// Signed releases of the box's software: what one is, how it is signed and checked. Used by the
/// box, the hub and the command line alike; knows neither network nor state.
@NullMarked
package io.roomscribe.protocol.release;

import org.jspecify.annotations.NullMarked;
