package io.roomscribe.device.capture;

import java.io.IOException;
import java.util.Optional;

/// A decoded audio file: mono samples at the file's own rate.
///
/// Confined to one thread.
interface PcmStream extends AutoCloseable {

    int rate();

    /// Reads up to `mono.length` samples from -1 to 1.
    ///
    /// @return how many, -1 at the end; never 0
    int read(float[] mono) throws IOException;

    /// What is wrong with the file although it could be read, for people.
    default Optional<String> notice() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
