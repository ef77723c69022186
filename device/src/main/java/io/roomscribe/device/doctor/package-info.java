/// What is wrong with this box, by name, with what was seen and what to do: for a technician in
/// front of it. Looks and measures; changes nothing.
@NullMarked
package io.roomscribe.device.doctor;

import org.jspecify.annotations.NullMarked;
