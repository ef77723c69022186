@NullMarked
package io.roomscribe.hub.calendar;

import org.jspecify.annotations.NullMarked;
