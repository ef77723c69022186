/// Memory cards: what a fresh Raspberry Pi OS has to be told to become a box, from one description,
/// in each of the three formats that its images understand. Writes to a boot partition and nowhere
/// else.
@NullMarked
package io.roomscribe.provisioning.image;

import org.jspecify.annotations.NullMarked;
