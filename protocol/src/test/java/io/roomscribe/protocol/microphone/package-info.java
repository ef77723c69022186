@NullMarked
package io.roomscribe.protocol.microphone;

import org.jspecify.annotations.NullMarked;
