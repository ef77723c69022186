@NullMarked
package io.roomscribe.hub.transcript;

import org.jspecify.annotations.NullMarked;
