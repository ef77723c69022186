@NullMarked
package io.roomscribe.hub.language;

import org.jspecify.annotations.NullMarked;
