package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;
import java.util.OptionalDouble;

/// The real-time factor of recognition: how long the worker is busy with a second of audio that it
/// decodes. What it only holds, because nobody speaks in it, does not count, or a quiet room would
/// make a slow box look fast. The last minutes count most: a box gets slower as it gets hot.
///
/// Thread-safe.
public final class SpeechPace {
    /// Less says little: the first word of an utterance is decoded with what was before it.
    private static final long LEAST = Audio.samples(Duration.ofSeconds(5));

    private static final long MOST = Audio.samples(Duration.ofMinutes(4));

    private final Ticker ticker;
    private int waiting;
    private long busySinceNanos;
    private long busyNanos;
    private long through;
    private long decoded;

    public SpeechPace(Ticker ticker) {
        this.ticker = ticker;
    }

    /// Another worker: what the last one was asked is never answered.
    synchronized void begin() {
        waiting = 0;
    }

    synchronized void asked() {
        if (waiting++ == 0) {
            busySinceNanos = ticker.nanos();
        }
    }

    synchronized void answered(WorkerAnswer answer) {
        switch (answer) {
            case WorkerAnswer.Started started -> through = started.firstSample();
            case WorkerAnswer.Progress progress -> {
                // The worker is waiting for speech as long as no more than its pre-roll is open.
                if (progress.throughSample() - progress.settledSample() > SpeechFeed.PRE_ROLL) {
                    decoded += progress.throughSample() - through;
                }
                through = progress.throughSample();
            }
            case WorkerAnswer.Ready _,
                    WorkerAnswer.Partial _,
                    WorkerAnswer.Utterance _,
                    WorkerAnswer.Finished _,
                    WorkerAnswer.Pong _,
                    WorkerAnswer.Failed _ -> {}
        }
        if (answer.closesRequest() && waiting > 0) {
            waiting--;
            var now = ticker.nanos();
            busyNanos += now - busySinceNanos;
            busySinceNanos = now;
            age();
        }
    }

    private void age() {
        if (decoded > MOST) {
            decoded /= 2;
            busyNanos /= 2;
        }
    }

    /// Below 1 when words keep up with what is said; empty before some seconds were decoded.
    public synchronized OptionalDouble factor() {
        return decoded < LEAST
                ? OptionalDouble.empty()
                : OptionalDouble.of(busyNanos / (double) Audio.duration(decoded).toNanos());
    }
}
