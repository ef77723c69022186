package io.roomscribe.hub.backup;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/// Copies the running hub's database for whoever leaves a file `NAME.wanted` in the folder
/// `backup`, which only the hub's user can: as `NAME.zip`, or `NAME.failed` with the reason. The
/// copy is the database at one moment; the hub goes on meanwhile.
///
/// Runs on one thread.
public final class Snapshots implements Task {
    static final String FOLDER = "backup";
    static final String WANTED = ".wanted";
    static final String COPY = ".zip";
    static final String FAILED = ".failed";

    private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final HubDatabase database;
    private final Path folder;

    public Snapshots(HubDatabase database) {
        this.database = database;
        this.folder = database.folder().resolve(FOLDER);
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            take();
        } while (!stop.await(LOOK));
    }

    void take() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder, "*" + WANTED)) {
            for (var wanted : files) {
                copy(wanted);
            }
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Backup folder cannot be read folder={0} reason={1}",
                    folder,
                    e.getClass().getSimpleName());
        }
    }

    private void copy(Path wanted) throws IOException {
        var file = wanted.getFileName().toString();
        var name = file.substring(0, file.length() - WANTED.length());
        var part = folder.resolve(name + ".part");
        // Once only, whatever comes of it.
        Files.delete(wanted);
        try {
            database.copyTo(part);
            Files.move(part, folder.resolve(name + COPY), StandardCopyOption.ATOMIC_MOVE);
            LOG.log(Level.INFO, "Database copied for a backup");
        } catch (StoreException e) {
            Files.deleteIfExists(part);
            Files.writeString(folder.resolve(name + FAILED), e.getMessage());
            LOG.log(Level.WARNING, "Database not copied reason={0}", e.code());
        }
    }
}
