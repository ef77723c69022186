@NullMarked
package io.roomscribe.device.twin;

import org.jspecify.annotations.NullMarked;
