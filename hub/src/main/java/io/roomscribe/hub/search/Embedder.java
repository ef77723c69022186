package io.roomscribe.hub.search;

import java.util.List;

/// Turns texts into vectors whose direction is their meaning.
///
/// Thread-safe.
public interface Embedder extends AutoCloseable {
    /// Changes when its vectors cannot be compared with earlier ones.
    String id();

    /// Whether vectors of texts in a language mean something.
    boolean speaks(String language);

    /// The cosine below which a text has nothing to do with a question.
    double leastLikeness();

    /// One vector of length 1 for each text.
    ///
    /// @throws SearchException when there are none at the moment
    List<float[]> embed(List<String> texts) throws InterruptedException;

    @Override
    void close();
}
