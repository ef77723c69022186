package io.roomscribe.hub.dashboard;

import java.time.Duration;

/// What the ingest has done since the process began.
///
/// Immutable.
///
/// @param accepted entries applied
/// @param duplicates entries that had been applied before
/// @param rejected entries refused: broken, out of their chain, or too big
/// @param segments segments added
/// @param lag from a segment's last sample reaching the recorder to its commit here, of the latest
public record IngestFigures(
        long accepted, long duplicates, long rejected, long segments, Duration lag) {
    public static final IngestFigures NONE = new IngestFigures(0, 0, 0, 0, Duration.ZERO);
}
