package io.roomscribe.device.admin;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/// The microphone of the box that runs on this computer, for another program beside it.
///
/// Confined to one thread.
public final class LiveMicrophone {
    private static final int SECONDS = 5;

    private final Path dataFolder;

    public LiveMicrophone(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /// Its noise floor, measured for some seconds; empty when the box does not run or record.
    public OptionalDouble noiseDbfs() {
        try {
            var ear = new BoxEar(new AdminClient(dataFolder));
            return OptionalDouble.of(ear.listen(SECONDS).noiseDbfs());
        } catch (UncheckedIOException | BoxRefusedException e) {
            return OptionalDouble.empty();
        }
    }
}
