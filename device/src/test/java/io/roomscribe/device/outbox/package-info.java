@NullMarked
package io.roomscribe.device.outbox;

import org.jspecify.annotations.NullMarked;
