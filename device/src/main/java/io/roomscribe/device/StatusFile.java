package io.roomscribe.device;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.Supplier;

/// Writes `status.json` into the data folder each second, whole or not at all. It is not forced to
/// the medium: after a power cut nobody cares how the box was.
///
/// Runs on one thread.
final class StatusFile implements Task {
    private static final Logger LOG = System.getLogger(StatusFile.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ObjectMapper json = JsonMapper.builder().build();
    private final Path file;
    private final Supplier<DeviceStatus> status;
    private boolean isFailing;

    StatusFile(Path folder, Supplier<DeviceStatus> status) {
        this.file = folder.resolve("status.json");
        this.status = status;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            write();
        } while (!stop.await(INTERVAL));
    }

    private void write() {
        var part = file.resolveSibling("status.json.part");
        try {
            Files.write(part, json.writeValueAsBytes(status.get()));
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            isFailing = false;
        } catch (IOException e) {
            if (!isFailing) {
                isFailing = true;
                LOG.log(
                        Level.WARNING,
                        "Status cannot be written file={0} reason={1}",
                        file,
                        e.getClass().getSimpleName());
            }
        }
    }
}
