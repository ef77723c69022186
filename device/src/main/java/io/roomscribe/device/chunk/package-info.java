/// The table of recordings, their chunks and the gaps between them, kept in step with the segment
/// files, which are the truth. It must never touch a segment file, and never keep the recording
/// thread waiting.
@NullMarked
package io.roomscribe.device.chunk;

import org.jspecify.annotations.NullMarked;
