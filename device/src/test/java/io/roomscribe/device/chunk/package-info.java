@NullMarked
package io.roomscribe.device.chunk;

import org.jspecify.annotations.NullMarked;
