/// Memory cards: what a fresh Raspberry Pi OS has to be told to become a box, from one description,
/// in each of the formats that its images understand; and the making of an image of our own. Writes
/// to a boot partition, or to the file of an image, and nowhere else.
@NullMarked
package io.roomscribe.provisioning.image;

import org.jspecify.annotations.NullMarked;
