package io.roomscribe.hub.search;

/// Arithmetic on vectors.
final class Vectors {
    private Vectors() {}

    /// The same direction with length 1; nothing but zeros stays as it is.
    static float[] normalized(float[] vector) {
        var square = 0.0;
        for (var value : vector) {
            square += (double) value * value;
        }
        if (square == 0) {
            return vector;
        }
        var length = Math.sqrt(square);
        var unit = new float[vector.length];
        for (var i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }
}
