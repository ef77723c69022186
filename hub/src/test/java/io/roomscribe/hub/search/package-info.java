@NullMarked
package io.roomscribe.hub.search;

import org.jspecify.annotations.NullMarked;
