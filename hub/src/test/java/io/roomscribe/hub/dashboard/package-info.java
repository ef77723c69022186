@NullMarked
package io.roomscribe.hub.dashboard;

import org.jspecify.annotations.NullMarked;
