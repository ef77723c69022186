@NullMarked
package io.roomscribe.protocol.identity;

import org.jspecify.annotations.NullMarked;
