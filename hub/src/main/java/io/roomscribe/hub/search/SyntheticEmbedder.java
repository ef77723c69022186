package io.roomscribe.hub.search;

import java.util.List;
import java.util.SplittableRandom;

/// Vectors for measurements: about a thousand directions, chosen by a text's first word, and noise
/// around them, so that neighbours are as uneven as those of real texts. They mean nothing.
///
/// Thread-safe.
final class SyntheticEmbedder implements Embedder {
    private static final int DIMENSIONS = 384;
    private static final int DIRECTIONS = 1000;
    private static final float NOISE = 0.7f;

    @Override
    public String id() {
        return "synthetic";
    }

    @Override
    public boolean speaks(String language) {
        return true;
    }

    @Override
    public double leastLikeness() {
        return -1;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(SyntheticEmbedder::vector).toList();
    }

    private static float[] vector(String text) {
        var first = text.split(" ", 2)[0].hashCode();
        var direction = direction(Math.floorMod(first, DIRECTIONS));
        var noise = direction(text.hashCode());
        for (var i = 0; i < DIMENSIONS; i++) {
            direction[i] += NOISE * noise[i];
        }
        return Vectors.normalized(direction);
    }

    private static float[] direction(long seed) {
        var random = new SplittableRandom(seed);
        var vector = new float[DIMENSIONS];
        for (var i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Vectors.normalized(vector);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
