package io.roomscribe.device.recording;

import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/// `<data>/recorder.control`: what people want of the recorder, kept over crashes and power cuts.
/// It is there only while somebody wants silence, so one that can't be read means stopped: the box
/// must not begin again what a person ended.
///
/// Thread-safe as long as one thread at a time writes.
final class ControlFile {
    private static final Logger LOG = System.getLogger(ControlFile.class.getName());
    private static final String STOPPED = "stopped";
    private static final String MUTED = "muted-by-";

    private final Path path;

    ControlFile(Path data) {
        this.path = data.resolve("recorder.control");
    }

    RecorderControl read() {
        try {
            return parse(Files.readAllLines(path));
        } catch (NoSuchFileException e) {
            return RecorderControl.RECORD;
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(
                    Level.ERROR,
                    "Recorder control cannot be read, nothing is recorded until it is started"
                            + " again file={0} reason={1}",
                    path,
                    e.getClass().getSimpleName());
            return RecorderControl.RECORD.stopped(true);
        }
    }

    private static RecorderControl parse(List<String> lines) {
        var stopped = false;
        var mutes = EnumSet.noneOf(MuteSource.class);
        for (var line : lines) {
            if (line.equals(STOPPED)) {
                stopped = true;
            } else {
                mutes.add(source(line));
            }
        }
        if (!stopped && mutes.isEmpty()) {
            throw new IllegalArgumentException("says nothing");
        }
        return new RecorderControl(stopped, mutes);
    }

    private static MuteSource source(String line) {
        for (var source : MuteSource.values()) {
            if (line.equals(MUTED + source.word())) {
                return source;
            }
        }
        throw new IllegalArgumentException("not a line of a control file");
    }

    /// Whole or not at all, and on the medium when this returns.
    void write(RecorderControl control) throws IOException {
        if (control.mayRecord()) {
            Files.deleteIfExists(path);
            DurableFiles.syncFolder(path.resolveSibling(""));
            return;
        }
        DurableFiles.replace(path, text(control).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(RecorderControl control) {
        var text = new StringBuilder();
        if (control.isStopped()) {
            text.append(STOPPED).append('\n');
        }
        control.mutes().stream()
                .sorted()
                .forEach(source -> text.append(MUTED).append(source.word()).append('\n'));
        return text.toString();
    }

    Path path() {
        return path;
    }
}
