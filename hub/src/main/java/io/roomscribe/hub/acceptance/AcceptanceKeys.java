package io.roomscribe.hub.acceptance;

import io.roomscribe.protocol.acceptance.HubKey;
import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The hub's key for reports, in `report.key` of its data folder, made when there is none. It is in
/// every backup, so that a restored hub signs with the same.
public final class AcceptanceKeys {
    private static final String FILE = "report.key";

    private AcceptanceKeys() {}

    public static HubKey open(Path dataFolder) {
        var file = dataFolder.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return HubKey.parse(Files.readString(file));
            }
            var made = HubKey.make();
            DurableFiles.replacePrivate(
                    file, made.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write " + file, e);
        }
    }
}
