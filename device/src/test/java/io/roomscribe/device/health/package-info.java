@NullMarked
package io.roomscribe.device.health;

import org.jspecify.annotations.NullMarked;
