@NullMarked
package io.roomscribe.hub.support;

import org.jspecify.annotations.NullMarked;
