package io.roomscribe.device.twin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The desired configuration in the data folder, `twin.json`: read before there is a database,
/// since the database is opened with what stands in it.
///
/// Confined to one thread.
public final class TwinFile {
    private static final Logger LOG = System.getLogger(TwinFile.class.getName());

    private final ObjectMapper json = JsonMapper.builder().build();
    private final Path file;

    public TwinFile(Path data) {
        this.file = data.resolve("twin.json");
    }

    /// What was written last. A file that cannot be read counts as none: the hub has it.
    public TwinDocument read() {
        try {
            return json.readValue(Files.readAllBytes(file), TwinDocument.class);
        } catch (NoSuchFileException e) {
            return TwinDocument.NONE;
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Twin cannot be read, waiting for the hub's file={0} reason={1}",
                    file,
                    e.getClass().getSimpleName());
            return TwinDocument.NONE;
        }
    }

    /// Whole or not at all, on the medium when this returns.
    void write(TwinDocument document) {
        try {
            DurableFiles.replace(file, json.writeValueAsBytes(document));
        } catch (IOException e) {
            throw new TwinException(file, e);
        }
    }
}
