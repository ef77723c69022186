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

    /// Fills an array with what is recorded already from `fromSample` on; the rest of it stays as
    /// it is.
    ///
    /// @return how many samples
    default int readRecorded(long fromSample, short[] into) throws InterruptedException {
        var done = 0;
        while (done < into.length) {
            var rest = new short[into.length - done];
            var count = read(fromSample + done, rest, Duration.ZERO);
            if (count <= 0) {
                return done;
            }
            System.arraycopy(rest, 0, into, done, count);
            done += count;
        }
        return done;
    }

    /// Wall time of a sample on the recording's own time line.
    Instant at(long sample);

    /// Wall time at which a sample reached the recorder.
    Instant capturedAt(long sample);

    @Override
    void close();
}
