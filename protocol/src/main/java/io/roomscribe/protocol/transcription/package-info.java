/// What a process that transcribes one audio file says to whoever started it: how the file sounds,
/// how far it is, what was heard, or why the file is refused. The box's software speaks it, the hub
/// and the command line listen. It never crosses a network.
@NullMarked
package io.roomscribe.protocol.transcription;

import org.jspecify.annotations.NullMarked;
