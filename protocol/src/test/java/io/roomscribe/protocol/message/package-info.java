@NullMarked
package io.roomscribe.protocol.message;

import org.jspecify.annotations.NullMarked;
