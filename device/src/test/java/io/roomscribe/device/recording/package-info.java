@NullMarked
package io.roomscribe.device.recording;

import org.jspecify.annotations.NullMarked;
