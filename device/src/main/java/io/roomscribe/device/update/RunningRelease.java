package io.roomscribe.device.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Which release this process is, as the start script has told it.
///
/// Immutable.
///
/// @param slot empty when no start script started it, so that it cannot be updated
public record RunningRelease(Optional<String> slot, String version) {
    private static final String SLOT = "ROOMSCRIBE_SLOT";
    private static final String FOLDER = "ROOMSCRIBE_RELEASE";

    /// @param packaged the version that the jar says it has
    public static RunningRelease of(Map<String, String> environment, String packaged) {
        var slot = Optional.ofNullable(environment.get(SLOT)).filter(text -> !text.isEmpty());
        var version =
                Optional.ofNullable(environment.get(FOLDER))
                        .filter(text -> !text.isEmpty())
                        .flatMap(folder -> version(Path.of(folder)));
        return new RunningRelease(slot, version.orElse(packaged));
    }

    private static Optional<String> version(Path folder) {
        try {
            return Optional.of(Files.readString(folder.resolve(UpdateFolder.VERSION)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
