@NullMarked
package io.roomscribe.hub.erasure;

import org.jspecify.annotations.NullMarked;
