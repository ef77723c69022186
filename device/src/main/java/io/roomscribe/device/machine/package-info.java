/// What the computer under the box says of itself: power, heat, clock, memory, space and how fast
/// its storage is. Reads files and one tool, and turns what it finds into health conditions; it
/// changes nothing and never stops a recording.
@NullMarked
package io.roomscribe.device.machine;

import org.jspecify.annotations.NullMarked;
