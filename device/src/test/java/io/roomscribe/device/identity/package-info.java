@NullMarked
package io.roomscribe.device.identity;

import org.jspecify.annotations.NullMarked;
