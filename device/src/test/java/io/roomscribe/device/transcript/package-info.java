@NullMarked
package io.roomscribe.device.transcript;

import org.jspecify.annotations.NullMarked;
