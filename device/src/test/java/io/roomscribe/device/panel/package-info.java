@NullMarked
package io.roomscribe.device.panel;

import org.jspecify.annotations.NullMarked;
