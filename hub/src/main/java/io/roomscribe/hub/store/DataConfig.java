package io.roomscribe.hub.store;

import java.nio.file.Path;

/// Where the hub keeps everything.
///
/// @param folder the data folder; created when missing
public record DataConfig(Path folder) {

    public static DataConfig defaults() {
        return new DataConfig(Path.of("data"));
    }
}
