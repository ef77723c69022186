package io.roomscribe.device.identity;

import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/// `placement.json` in the data folder: where the hub moved the box to. A box that never moved has
/// none.
///
/// Thread-safe.
public final class PlacementFile {
    private static final Logger LOG = System.getLogger(PlacementFile.class.getName());

    private final Path file;

    public PlacementFile(Path data) {
        this.file = data.resolve("placement.json");
    }

    /// Keys of the configuration with their values; none where the box never moved. One that cannot
    /// be read counts as none, and is named.
    public Map<String, String> settings() {
        try {
            var text = Files.readString(file, StandardCharsets.UTF_8);
            return RecordJson.read(text, Placement.class).settings();
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(
                    Level.WARNING,
                    "Placement cannot be read, the configuration file counts file={0} reason={1}",
                    file,
                    e.getClass().getSimpleName());
            return Map.of();
        }
    }

    /// Whole or not at all, on the medium when this returns.
    ///
    /// @throws IdentityFailure when the disk does not take it
    public void write(Placement placement) {
        try {
            DurableFiles.replace(
                    file, RecordJson.write(placement).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IdentityFailure(
                    IdentityFailure.Code.FOLDER,
                    "cannot write %s (%s)".formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }
}
