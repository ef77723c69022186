/// Everything the box can be told to be, declared in one file. Other packages raise and clear; this
/// one knows nobody.
@NullMarked
package io.roomscribe.device.health;

import org.jspecify.annotations.NullMarked;
