package io.roomscribe.hub.upload;

import io.roomscribe.hub.erasure.ErasureStore;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.job.Job.Lane;
import io.roomscribe.hub.job.JobDesk;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.RandomId;
import io.roomscribe.hub.transcript.Recording;
import io.roomscribe.hub.upload.UploadException.Code;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.Stretch;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.transcription.SoundQuality;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/// Takes audio files in and hands them to a job each; takes them back with everything that was made
/// of them.
///
/// Thread-safe.
public final class UploadDesk {
    private static final Logger LOG = System.getLogger(UploadDesk.class.getName());
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

    /// As many files come in at once; further ones are told to come again.
    private static final int INCOMING_MAX = 4;

    private final HubDatabase database;
    private final UploadStore store;
    private final UploadFolder folder;
    private final FileWorker worker;
    private final UploadConfig config;
    private final JobDesk jobs;
    private final List<EntryHandler> forgetting;
    private final HubEvents events;
    private final Clock clock;
    private final RandomGenerator random;
    private final Semaphore incoming = new Semaphore(INCOMING_MAX);

    UploadDesk(
            HubDatabase database,
            UploadStore store,
            UploadFolder folder,
            FileWorker worker,
            UploadConfig config,
            JobDesk jobs,
            List<EntryHandler> forgetting,
            HubEvents events,
            Clock clock,
            RandomGenerator random) {
        this.database = database;
        this.store = store;
        this.folder = folder;
        this.worker = worker;
        this.config = config;
        this.jobs = jobs;
        this.forgetting = List.copyOf(forgetting);
        this.events = events;
        this.clock = clock;
        this.random = random;
    }

    public UploadConfig config() {
        return config;
    }

    /// Takes a file in and looks at its beginning. When this returns, it will be transcribed,
    /// whatever happens to the hub.
    ///
    /// @param startedAt when its first sample was recorded
    /// @param name of the file, for people
    /// @param by who brings it, for people
    /// @throws UploadException when it is too large, no audio, or broken; nothing is left of it
    public Upload.Standing take(
            RoomId room, Instant startedAt, String name, String by, InputStream body)
            throws InterruptedException {
        if (!incoming.tryAcquire()) {
            throw new UploadException(
                    Code.BUSY, "Other files are coming in", "send it again in a minute");
        }
        var id = RandomId.of(random);
        var isTaken = false;
        try {
            var bytes = folder.receive(id, body, config.sizeMax().bytes());
            worker.probe(folder.file(id));
            store.insert(
                    new Upload(
                            id,
                            room,
                            name,
                            startedAt,
                            bytes,
                            RecordingId.random(random),
                            "",
                            Optional.empty(),
                            clock.instant(),
                            by,
                            Optional.empty()));
            store.job(id, jobs.take(UploadWork.KIND, Lane.FILES, id).id());
            isTaken = true;
            LOG.log(Level.INFO, "Upload taken upload={0} bytes={1}", id, Long.toString(bytes));
            return find(id).orElseThrow();
        } finally {
            incoming.release();
            if (!isTaken) {
                folder.erase(id);
            }
        }
    }

    public List<Upload.Standing> uploads(int limit) {
        return store.uploads(limit).stream().map(this::standing).toList();
    }

    public Optional<Upload.Standing> find(String id) {
        return store.upload(id).map(this::standing);
    }

    private Upload.Standing standing(Upload upload) {
        return new Upload.Standing(upload, jobs.job(upload.job()));
    }

    /// Erases an upload: its audio, what was heard in it, and everything that was made of that.
    public void erase(Upload upload) {
        jobs.job(upload.job()).ifPresent(jobs::cancel);
        folder.erase(upload.id());
        var told = new ArrayList<HubEvent>();
        database.inTransaction(handle -> {
            UploadStore.delete(handle, upload.id());
            if (UploadStore.isApplied(handle, upload.recording())) {
                var transaction = new IngestTransaction(handle, clock.instant());
                var erased = erased(upload);
                forgetting.forEach(one -> one.apply(transaction, Recording.UPLOADED, erased));
                told.addAll(transaction.events());
            }
            return true;
        });
        database.barrier();
        told.forEach(events::publish);
        LOG.log(Level.INFO, "Upload erased upload={0}", upload.id());
    }

    private EntryBody.Erased erased(Upload upload) {
        var samples =
                upload.quality()
                        .map(SoundQuality::seconds)
                        .map(seconds -> (long) (seconds * Audio.SAMPLE_RATE) + Audio.SAMPLE_RATE)
                        .orElse(Audio.samples(config.lengthMax()));
        return new EntryBody.Erased(
                new ErasureReceipt(
                        UUID.fromString(RandomId.of(random)),
                        upload.room(),
                        upload.startedAt(),
                        upload.startedAt().plus(Audio.duration(samples)),
                        clock.instant(),
                        0,
                        0,
                        samples),
                List.of(new Stretch(upload.recording(), 0, samples)));
    }

    /// Lets go of audio that nobody waits for.
    public void run(StopSignal stop) throws InterruptedException {
        store.uploads(Integer.MAX_VALUE).stream()
                .filter(upload -> upload.job().isEmpty())
                .forEach(this::erase);
        do {
            for (var name : folder.names()) {
                if (incoming.availablePermits() == INCOMING_MAX && isOver(name)) {
                    folder.erase(name);
                }
            }
        } while (!stop.await(SWEEP_INTERVAL));
    }

    /// Whether its room forgot some of its time after it came, so that nobody shall hear it again.
    private boolean isForgotten(Upload upload) {
        var end = upload.startedAt().plus(config.lengthMax());
        return database
                .read(handle -> ErasureStore.since(handle, upload.room(), upload.madeAt()))
                .stream()
                .anyMatch(one -> one.to().isAfter(upload.startedAt()) && one.from().isBefore(end));
    }

    private boolean isOver(String name) {
        var upload = store.upload(name);
        if (upload.isEmpty()) {
            return true;
        }
        var job = jobs.job(upload.get().job());
        if (job.isEmpty() || !job.get().state().isEnded()) {
            return false;
        }
        return job.get().state() == Job.State.DONE
                || isForgotten(upload.get())
                || job.get().updatedAt().plus(config.failedKeptFor()).isBefore(clock.instant());
    }
}
