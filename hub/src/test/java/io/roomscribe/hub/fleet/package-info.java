@NullMarked
package io.roomscribe.hub.fleet;

import org.jspecify.annotations.NullMarked;
