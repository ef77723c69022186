@NullMarked
package io.roomscribe.protocol.authority;

import org.jspecify.annotations.NullMarked;
