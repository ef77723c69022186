package io.roomscribe.device.store;

import io.roomscribe.protocol.configuration.Setting;
import java.nio.file.Path;

/// Where the box keeps everything it must not lose.
public record DataConfig(
        @Setting("Folder for recordings and the database; one device process a folder.")
                Path folder) {

    public static DataConfig defaults() {
        return new DataConfig(Path.of("/var/lib/roomscribe"));
    }
}
