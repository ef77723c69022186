@NullMarked
package io.roomscribe.device.decommissioning;

import org.jspecify.annotations.NullMarked;
