@NullMarked
package io.roomscribe.device.speech;

import org.jspecify.annotations.NullMarked;
