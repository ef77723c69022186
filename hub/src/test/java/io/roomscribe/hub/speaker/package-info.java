@NullMarked
package io.roomscribe.hub.speaker;

import org.jspecify.annotations.NullMarked;
