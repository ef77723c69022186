package io.roomscribe.hub.store;

import io.roomscribe.protocol.configuration.Setting;
import java.nio.file.Path;

/// Where the hub keeps everything.
public record DataConfig(
        @Setting("Folder for everything the hub keeps; created when missing.") Path folder) {

    public static DataConfig defaults() {
        return new DataConfig(Path.of("data"));
    }
}
