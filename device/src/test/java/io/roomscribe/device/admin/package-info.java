@NullMarked
package io.roomscribe.device.admin;

import org.jspecify.annotations.NullMarked;
