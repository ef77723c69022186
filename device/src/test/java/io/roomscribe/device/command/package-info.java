@NullMarked
package io.roomscribe.device.command;

import org.jspecify.annotations.NullMarked;
