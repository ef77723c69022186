package io.roomscribe.hub.backup;

import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.RandomId;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.protocol.file.PrivateFolder;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Gets a copy of a hub's database as of one moment: from the hub where one runs, otherwise from
/// the file, which nobody else can open meanwhile.
///
/// Confined to one thread.
final class SnapshotSource {
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(10);
    private static final Duration COPIED_WITHIN = Duration.ofMinutes(30);
    private static final long LOOK_MILLIS = 100;

    private final Path folder;
    private final Ticker ticker;
    private final RandomGenerator random;

    SnapshotSource(Path folder, Ticker ticker, RandomGenerator random) {
        this.folder = folder;
        this.ticker = ticker;
        this.random = random;
    }

    /// @return a zip file with the database in it; whoever gets it deletes it
    Path take() throws InterruptedException {
        if (!Files.exists(folder.resolve(HubFiles.DATABASE))) {
            throw BackupException.noHub(folder);
        }
        try {
            var work = PrivateFolder.create(folder.resolve(Snapshots.FOLDER));
            var name = RandomId.of(random);
            var copy = work.resolve(name + Snapshots.COPY);
            try (var database = HubDatabase.open(new DataConfig(folder))) {
                database.copyTo(copy);
            } catch (StoreException e) {
                if (e.code() != StoreException.Code.LOCKED) {
                    throw e;
                }
                ask(work, name);
            }
            return copy;
        } catch (IOException e) {
            throw BackupException.unwritable(folder, e);
        }
    }

    private void ask(Path work, String name) throws IOException, InterruptedException {
        var wanted = Files.createFile(work.resolve(name + Snapshots.WANTED));
        var failed = work.resolve(name + Snapshots.FAILED);
        var copy = work.resolve(name + Snapshots.COPY);
        var askedNanos = ticker.nanos();
        while (!Files.exists(copy)) {
            if (Files.exists(failed)) {
                var why = Files.readString(failed);
                Files.delete(failed);
                throw BackupException.snapshotFailed(why);
            }
            var waited = ticker.since(askedNanos);
            var isIgnored = waited.compareTo(TAKEN_WITHIN) > 0 && Files.deleteIfExists(wanted);
            if (isIgnored || waited.compareTo(COPIED_WITHIN) > 0) {
                throw BackupException.hubSilent(folder);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
