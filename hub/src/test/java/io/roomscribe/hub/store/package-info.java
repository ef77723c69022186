@NullMarked
package io.roomscribe.hub.store;

import org.jspecify.annotations.NullMarked;
