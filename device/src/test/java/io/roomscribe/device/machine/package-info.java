@NullMarked
package io.roomscribe.device.machine;

import org.jspecify.annotations.NullMarked;
