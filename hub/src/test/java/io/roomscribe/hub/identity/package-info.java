@NullMarked
package io.roomscribe.hub.identity;

import org.jspecify.annotations.NullMarked;
