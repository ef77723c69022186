package io.roomscribe.hub.upload;

import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.job.JobDesk;
import io.roomscribe.hub.job.JobStore;
import io.roomscribe.hub.store.HubDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/// The parts of this package, put together.
///
/// Immutable.
public final class Uploads {
    private final HubDatabase database;
    private final UploadConfig config;
    private final HubEvents events;
    private final Clock clock;
    private final RandomGenerator random;
    private final UploadStore store;
    private final UploadFolder folder;
    private final UploadFolder quickFolder;
    private final FileWorker worker;

    /// @param models where installed models lie
    public Uploads(
            HubDatabase database,
            UploadConfig config,
            Path models,
            HubEvents events,
            Clock clock,
            RandomGenerator random) {
        this.database = database;
        this.config = config;
        this.events = events;
        this.clock = clock;
        this.random = random;
        this.store = new UploadStore(database);
        this.folder = new UploadFolder(database.folder().resolve("upload"));
        this.quickFolder = new UploadFolder(database.folder().resolve("upload/quick"));
        this.worker = new FileWorker(config, models, database.folder().resolve("work/file"));
    }

    /// Removes what an earlier hub left half done. Called before anything comes in.
    public void recover() {
        worker.clear();
        folder.removeParts();
        quickFolder.removeParts();
        quickFolder.names().forEach(quickFolder::erase);
    }

    /// @param transcript applies what was heard
    public UploadWork work(JobStore jobs, EntryHandler transcript) {
        return new UploadWork(store, folder, worker, config, jobs, transcript, events, clock);
    }

    /// @param forgetting who has to forget what was made of an upload that is taken back, in order
    public UploadDesk desk(JobDesk jobs, List<EntryHandler> forgetting) {
        return new UploadDesk(
                database, store, folder, worker, config, jobs, forgetting, events, clock, random);
    }

    public QuickTranscripts quick() {
        return new QuickTranscripts(quickFolder, worker, config, clock, random);
    }
}
