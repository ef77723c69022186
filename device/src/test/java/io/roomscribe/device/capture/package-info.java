@NullMarked
package io.roomscribe.device.capture;

import org.jspecify.annotations.NullMarked;
