package io.roomscribe.device.capture;

/// What a decoder gave at once and nobody has taken yet.
///
/// Confined to one thread.
final class MonoBuffer {
    private float[] samples = new float[0];
    private int from;
    private int to;

    boolean isEmpty() {
        return from == to;
    }

    /// Room for the next `count` samples, to be filled from index 0; call it only when empty.
    float[] room(int count) {
        if (samples.length < count) {
            samples = new float[count];
        }
        from = 0;
        to = count;
        return samples;
    }

    int take(float[] into) {
        var count = Math.min(into.length, to - from);
        System.arraycopy(samples, from, into, 0, count);
        from += count;
        return count;
    }
}
