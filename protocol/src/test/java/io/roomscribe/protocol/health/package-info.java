@NullMarked
package io.roomscribe.protocol.health;

import org.jspecify.annotations.NullMarked;
