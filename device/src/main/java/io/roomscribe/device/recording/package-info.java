/// Audio on disk. Frames go through a bounded ring to the `recording` thread, which writes one
/// append-only segment file for each chunk of 30 seconds, forces it every second, and recovers the
/// last good block after a crash. The files are the truth about what was recorded; this package
/// knows no database, and recording begins before anything else is ready.
@NullMarked
package io.roomscribe.device.recording;

import org.jspecify.annotations.NullMarked;
