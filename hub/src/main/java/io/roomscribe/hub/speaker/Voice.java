package io.roomscribe.hub.speaker;

import io.roomscribe.hub.transcript.SegmentVoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How one segment sounds.
///
/// A vector of little speech is more noise than voice: two short utterances of one person are less
/// alike than two long ones. [#similarity] takes that out, so that one threshold serves all
/// lengths. With Vosk's speaker model 0.4 the cosine within a speaker is about 0.5 at 1.2 s, 0.65
/// at 2 s and 0.8 from 4 s on (the demo's meeting and the LibriSpeech clips of docs/adr/0009): that
/// is `0.85 * sqrt(r(a) * r(b))` with `r(s) = s / (s + 1)`.
///
/// Immutable.
final class Voice {
    private static final double HALF_NOISE_SECONDS = 1.0;

    /// Beyond this a longer utterance tells nothing more.
    private static final double WEIGHT_MAX_SECONDS = 6.0;

    private final SegmentVoice segment;
    private final double seconds;
    private final double[] direction;

    private Voice(SegmentVoice segment) {
        this.segment = segment;
        this.seconds = Duration.between(segment.startedAt(), segment.endedAt()).toMillis() / 1000.0;
        this.direction = direction(segment.vector(), seconds);
    }

    static Voice of(SegmentVoice segment) {
        return new Voice(segment);
    }

    private static double[] direction(List<Float> vector, double seconds) {
        var direction = new double[vector.size()];
        var squares = vector.stream().mapToDouble(value -> value * value).sum();
        var scale = Math.sqrt(squares) * Math.sqrt(seconds / (seconds + HALF_NOISE_SECONDS));
        for (var i = 0; i < direction.length; i++) {
            direction[i] = scale > 0 ? vector.get(i) / scale : 0;
        }
        return direction;
    }

    long number() {
        return segment.number();
    }

    Instant startedAt() {
        return segment.startedAt();
    }

    Instant endedAt() {
        return segment.endedAt();
    }

    double seconds() {
        return seconds;
    }

    double spokenSeconds() {
        return segment.spokenSeconds();
    }

    double weight() {
        return Math.min(seconds, WEIGHT_MAX_SECONDS);
    }

    boolean hasVector() {
        return direction.length > 0 && seconds > 0;
    }

    /// Numbers of its vector. Voices of two models, which have not as many, have nothing in common.
    int size() {
        return direction.length;
    }

    double part(int i) {
        return direction[i];
    }

    /// Cosine of the vectors, as it would be if both were long; may exceed 1.
    double similarity(Voice other) {
        if (other.size() != size()) {
            return 0;
        }
        var sum = 0.0;
        for (var i = 0; i < direction.length; i++) {
            sum += direction[i] * other.direction[i];
        }
        return sum;
    }
}
