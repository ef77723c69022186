@NullMarked
package io.roomscribe.device.speechmodel;

import org.jspecify.annotations.NullMarked;
