package io.roomscribe.hub.upload;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.job.JobException;
import io.roomscribe.hub.job.JobStore;
import io.roomscribe.hub.job.JobWork;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.hub.upload.FileWorker.Wanted;
import io.roomscribe.hub.upload.UploadException.Code;
import io.roomscribe.protocol.transcription.FileNews;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Handle;

/// Transcribes an uploaded file, as a job, and applies what is heard while it is heard: to
/// everybody else it is a meeting like any other. An attempt goes on where the one before it ended.
///
/// Thread-safe.
public final class UploadWork implements JobWork {
    /// Its kind of job.
    public static final String KIND = "upload";

    private final UploadStore store;
    private final UploadFolder folder;
    private final FileWorker worker;
    private final UploadConfig config;
    private final JobStore jobs;
    private final EntryHandler entries;
    private final HubEvents events;
    private final Clock clock;

    UploadWork(
            UploadStore store,
            UploadFolder folder,
            FileWorker worker,
            UploadConfig config,
            JobStore jobs,
            EntryHandler entries,
            HubEvents events,
            Clock clock) {
        this.store = store;
        this.folder = folder;
        this.worker = worker;
        this.config = config;
        this.jobs = jobs;
        this.entries = entries;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Effect on(Job job, IntConsumer progress) throws InterruptedException {
        var upload =
                store.upload(job.payload())
                        .orElseThrow(() ->
                                JobException.never("the upload was taken back", "nothing to do"));
        if (store.isWhole(upload)) {
            return erasing(upload);
        }
        if (!Files.exists(folder.file(upload.id()))) {
            throw JobException.never("its audio is not here any more", "upload the file again");
        }
        try {
            worker.transcribe(
                    new Wanted(
                            folder.file(upload.id()),
                            upload.recording(),
                            upload.startedAt(),
                            store.heardThrough(upload),
                            config.lengthMax()),
                    news -> take(news, upload, job, progress));
        } catch (UploadException e) {
            var why = String.valueOf(e.getMessage());
            throw e.code() == Code.MACHINE
                    ? JobException.again(why, "see the hub's log")
                    : JobException.never(why, "then retry, or upload it again");
        } catch (StoreException e) {
            throw JobException.again(String.valueOf(e.getMessage()), "see the hub's log");
        }
        return erasing(upload);
    }

    private void take(FileNews news, Upload upload, Job job, IntConsumer progress) {
        var transcript = new UploadTranscript(upload, entries);
        switch (news) {
            case FileNews.Sound sound -> store.quality(upload.id(), sound.quality());
            case FileNews.Heard heard ->
                    apply(
                            job,
                            handle -> transcript.add(handle, clock.instant(), heard.utterance()));
            case FileNews.Done done ->
                    apply(job, handle -> transcript.end(handle, clock.instant(), done.samples()));
            case FileNews.Progress now -> {
                if (jobs.job(job.id()).filter(one -> one.state() == Job.State.RUNNING).isEmpty()) {
                    throw cancelled();
                }
                progress.accept(Math.min(now.percent(), 99));
            }
            case FileNews.Refused _ -> {
                // Never comes here.
            }
        }
    }

    private void apply(Job job, Function<Handle, List<HubEvent>> part) {
        var told = new ArrayList<HubEvent>();
        if (!jobs.whileRunning(job, handle -> told.addAll(part.apply(handle)))) {
            throw cancelled();
        }
        told.forEach(events::publish);
    }

    private static JobException cancelled() {
        return JobException.never("it was cancelled", "nothing to do");
    }

    /// What was heard is applied by then; its audio goes.
    private Effect erasing(Upload upload) {
        return new Effect() {
            @Override
            public void in(Handle handle) {}

            @Override
            public void afterwards() {
                folder.erase(upload.id());
            }
        };
    }
}
