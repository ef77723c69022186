@NullMarked
package io.roomscribe.protocol.transcription;

import org.jspecify.annotations.NullMarked;
