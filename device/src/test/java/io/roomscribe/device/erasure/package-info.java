@NullMarked
package io.roomscribe.device.erasure;

import org.jspecify.annotations.NullMarked;
