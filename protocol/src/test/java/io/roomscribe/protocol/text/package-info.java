@NullMarked
package io.roomscribe.protocol.text;

import org.jspecify.annotations.NullMarked;
