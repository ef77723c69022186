package io.roomscribe.device.speech;

import io.roomscribe.protocol.RecordingId;
import java.time.Duration;
import java.time.Instant;

/// One recording, as the transcriber follows it. Confined to one thread.
public interface RecordedSpeech extends AutoCloseable {

    RecordingId recording();

    /// Where recognition goes on: everything before it is recognised and committed.
    long recognisedThrough();

    /// Waits up to `timeout` for samples from `fromSample` on.
    ///
    /// @return how many, 0 when none came in time, -1 when the recording ended before
    int read(long fromSample, short[] into, Duration timeout) throws InterruptedException;

    /// Wall time of a sample on the recording's own time line.
    Instant at(long sample);

    /// Wall time at which a sample reached the recorder.
    Instant capturedAt(long sample);

    @Override
    void close();
}
