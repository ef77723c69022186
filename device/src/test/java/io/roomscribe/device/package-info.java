@NullMarked
package io.roomscribe.device;

import org.jspecify.annotations.NullMarked;
