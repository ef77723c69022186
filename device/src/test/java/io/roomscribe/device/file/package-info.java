@NullMarked
package io.roomscribe.device.file;

import org.jspecify.annotations.NullMarked;
