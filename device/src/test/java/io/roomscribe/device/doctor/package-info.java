@NullMarked
package io.roomscribe.device.doctor;

import org.jspecify.annotations.NullMarked;
