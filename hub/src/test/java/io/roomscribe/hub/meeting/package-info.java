@NullMarked
package io.roomscribe.hub.meeting;

import org.jspecify.annotations.NullMarked;
