@NullMarked
package io.roomscribe.hub.audio;

import org.jspecify.annotations.NullMarked;
