@NullMarked
package io.roomscribe.hub;

import org.jspecify.annotations.NullMarked;
