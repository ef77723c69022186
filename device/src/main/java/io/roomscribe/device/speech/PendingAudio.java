package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalLong;

/// The audio since the settled sample, at most one utterance and a little more, and where somebody
/// may be speaking in it. Confined to the worker's main thread.
final class PendingAudio {
    private byte[] bytes = new byte[1 << 18];
    private int length;
    private long first;
    private final Deque<Stretch> speech = new ArrayDeque<>();

    private record Stretch(long from, long to) {}

    void start(long firstSample) {
        first = firstSample;
        length = 0;
        speech.clear();
    }

    /// The sample after the last.
    long end() {
        return first + length / Audio.BYTES_PER_SAMPLE;
    }

    void add(byte[] pcm, int count, boolean maybeSpeech) {
        if (maybeSpeech) {
            speech.add(new Stretch(end(), end() + count / Audio.BYTES_PER_SAMPLE));
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        System.arraycopy(pcm, 0, bytes, length, count);
        length += count;
    }

    void copy(long fromSample, byte[] into, int count) {
        System.arraycopy(bytes, offset(fromSample), into, 0, count);
    }

    void forgetBefore(long sample) {
        var offset = offset(sample);
        System.arraycopy(bytes, offset, bytes, 0, length - offset);
        length -= offset;
        first = sample;
        while (!speech.isEmpty() && speech.getFirst().to() <= sample) {
            speech.removeFirst();
        }
    }

    /// Where the first stretch begins in which somebody may be speaking.
    OptionalLong speechStart() {
        return speech.isEmpty() ? OptionalLong.empty() : OptionalLong.of(speech.getFirst().from());
    }

    private int offset(long sample) {
        return Math.toIntExact((sample - first) * Audio.BYTES_PER_SAMPLE);
    }
}
