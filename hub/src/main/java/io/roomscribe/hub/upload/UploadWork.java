package io.roomscribe.hub.upload;

import io.roomscribe.hub.erasure.ErasureStore;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.job.JobException;
import io.roomscribe.hub.job.JobStore;
import io.roomscribe.hub.job.JobWork;
import io.roomscribe.hub.transcript.Recording;
import io.roomscribe.hub.upload.FileWorker.Wanted;
import io.roomscribe.hub.upload.UploadException.Code;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.GapReason;
import io.roomscribe.protocol.transcription.FileNews;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Handle;

/// Transcribes an uploaded file, as a job, and applies what was heard as if a box had sent it: from
/// then on it is a meeting like any other.
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
    private final EntryHandler transcript;
    private final HubEvents events;
    private final Clock clock;

    UploadWork(
            UploadStore store,
            UploadFolder folder,
            FileWorker worker,
            UploadConfig config,
            JobStore jobs,
            EntryHandler transcript,
            HubEvents events,
            Clock clock) {
        this.store = store;
        this.folder = folder;
        this.worker = worker;
        this.config = config;
        this.jobs = jobs;
        this.transcript = transcript;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Effect on(Job job, IntConsumer progress) throws InterruptedException {
        var upload =
                store.upload(job.payload())
                        .orElseThrow(() ->
                                JobException.never("the upload was taken back", "nothing to do"));
        if (!Files.exists(folder.file(upload.id()))) {
            throw JobException.never("its audio is not here any more", "upload the file again");
        }
        var heard = new ArrayList<EntryBody>();
        try {
            worker.transcribe(
                    new Wanted(
                            folder.file(upload.id()),
                            upload.recording(),
                            upload.startedAt(),
                            config.lengthMax()),
                    news -> take(news, upload, job, heard, progress));
        } catch (UploadException e) {
            var why = String.valueOf(e.getMessage());
            throw e.code() == Code.MACHINE
                    ? JobException.again(why, "see the hub's log")
                    : JobException.never(why, "then retry, or upload it again");
        }
        return new Transcript(upload, heard);
    }

    private void take(
            FileNews news, Upload upload, Job job, List<EntryBody> heard, IntConsumer progress) {
        switch (news) {
            case FileNews.Sound sound -> store.quality(upload.id(), sound.quality());
            case FileNews.Heard said -> heard.add(said.utterance());
            case FileNews.Done done ->
                    heard.add(
                            new EntryBody.RecordingEnded(
                                    upload.recording(), done.samples(), EndReason.SOURCE_ENDED));
            case FileNews.Progress now -> {
                if (jobs.job(job.id()).filter(one -> one.state() == Job.State.RUNNING).isEmpty()) {
                    throw JobException.never("it was cancelled", "nothing to do");
                }
                progress.accept(Math.min(now.percent(), 99));
            }
            case FileNews.Refused _ -> {
                // Never comes here.
            }
        }
    }

    /// What was heard, applied at once, or not at all where it is there already.
    private final class Transcript implements Effect {
        private final Upload upload;
        private final List<EntryBody> heard;
        private List<HubEvent> told = List.of();

        Transcript(Upload upload, List<EntryBody> heard) {
            this.upload = upload;
            this.heard = heard;
        }

        @Override
        public void in(Handle handle) {
            if (UploadStore.isApplied(handle, upload.recording())) {
                return;
            }
            var transaction = new IngestTransaction(handle, clock.instant());
            apply(
                    transaction,
                    new EntryBody.RecordingStarted(
                            upload.recording(),
                            upload.room(),
                            upload.room().value(),
                            "upload",
                            upload.startedAt(),
                            ClockQuality.HUB,
                            "upload"));
            var forgotten = ErasureStore.since(handle, upload.room(), upload.madeAt());
            heard.stream()
                    .filter(entry -> forgotten.stream().noneMatch(one -> touches(one, entry)))
                    .forEach(entry -> apply(transaction, entry));
            forgotten.forEach(one -> gap(transaction, one));
            told = transaction.events();
        }

        /// Somebody had the room forget it while its transcript was waiting.
        private static boolean touches(ErasureReceipt erased, EntryBody entry) {
            return entry instanceof EntryBody.Utterance said
                    && said.startedAt().isBefore(erased.to())
                    && said.startedAt().plus(Audio.duration(said.samples())).isAfter(erased.from());
        }

        private void gap(IngestTransaction transaction, ErasureReceipt erased) {
            apply(
                    transaction,
                    new EntryBody.Gap(upload.room(), erased.from(), erased.to(), GapReason.ERASED));
        }

        private void apply(IngestTransaction transaction, EntryBody entry) {
            transcript.apply(transaction, Recording.UPLOADED, entry);
        }

        @Override
        public void afterwards() {
            folder.erase(upload.id());
            told.forEach(events::publish);
        }
    }
}
