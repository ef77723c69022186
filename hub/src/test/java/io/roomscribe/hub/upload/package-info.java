@NullMarked
package io.roomscribe.hub.upload;

import org.jspecify.annotations.NullMarked;
