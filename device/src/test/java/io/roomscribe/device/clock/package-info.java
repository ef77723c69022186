@NullMarked
package io.roomscribe.device.clock;

import org.jspecify.annotations.NullMarked;
