@NullMarked
package io.roomscribe.device.retention;

import org.jspecify.annotations.NullMarked;
