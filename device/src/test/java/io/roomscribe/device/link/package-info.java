@NullMarked
package io.roomscribe.device.link;

import org.jspecify.annotations.NullMarked;
