/// The lights, the mute switch and the button of the box, and one line in a terminal where there is
/// none of these. Shows what is true and passes on what a person wants; it decides nothing and is
/// never waited for.
@NullMarked
package io.roomscribe.device.panel;

import org.jspecify.annotations.NullMarked;
