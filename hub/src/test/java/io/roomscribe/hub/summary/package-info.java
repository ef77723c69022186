@NullMarked
package io.roomscribe.hub.summary;

import org.jspecify.annotations.NullMarked;
