@NullMarked
package io.roomscribe.device.store;

import org.jspecify.annotations.NullMarked;
