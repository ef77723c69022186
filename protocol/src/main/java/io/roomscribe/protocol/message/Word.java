package io.roomscribe.protocol.message;

/// One recognised word.
///
/// @param startMillis from the utterance's first sample
/// @param endMillis from the utterance's first sample
/// @param confidence 0 to 1
public record Word(String text, int startMillis, int endMillis, double confidence) {
    public Word {
        if (startMillis < 0 || endMillis < startMillis) {
            throw new IllegalArgumentException(
                    "word times out of order: %d to %d ms".formatted(startMillis, endMillis));
        }
    }
}
