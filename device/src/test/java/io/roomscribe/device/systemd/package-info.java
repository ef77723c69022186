@NullMarked
package io.roomscribe.device.systemd;

import org.jspecify.annotations.NullMarked;
