package io.roomscribe.device.erasure;

import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.chunk.RecordedSpan;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.RecordingSummary;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.SealedChunk;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.Stretch;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Forgets a stretch of time, in this order, so that a kill anywhere leaves nothing that doing it
/// again would not find: the recording is cut, so that its files lie still; the audio becomes
/// silence; the speech worker goes, and with it what it heard and did not tell; rows, payloads and
/// the entry for the hub are one transaction; the database file is rewritten without its old pages.
///
/// Utterances go as a whole, with all of their audio, when any of them lies in the stretch.
///
/// Thread-safe, one erasure at a time; blocks until it is done.
public final class Erasure {
    private static final Logger LOG = System.getLogger(Erasure.class.getName());
    private static final Duration WORKER_TIMEOUT = Duration.ofSeconds(15);

    private final Recorder recorder;
    private final Recordings recordings;
    private final WorkerDismissal worker;
    private final ChunkStore chunks;
    private final Database database;
    private final Outbox outbox;
    private final List<StretchEraser> others;
    private final RoomId room;
    private final Clock clock;

    /// @param others whatever else was made from audio
    public Erasure(
            Recorder recorder,
            Recordings recordings,
            WorkerDismissal worker,
            ChunkStore chunks,
            Database database,
            Outbox outbox,
            List<StretchEraser> others,
            RoomId room,
            Clock clock) {
        this.recorder = recorder;
        this.recordings = recordings;
        this.worker = worker;
        this.chunks = chunks;
        this.database = database;
        this.outbox = outbox;
        this.others = List.copyOf(others);
        this.room = room;
        this.clock = clock;
    }

    /// Forgets the last while by the wall clock and, because that may have been set meanwhile, by
    /// the time line of what was being recorded.
    public synchronized ErasureReceipt forgetLast(UUID id, Duration length) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        recorder.cut();
        var stretches = new ArrayList<>(between(now.minus(length), now));
        justCut()
                .map(one -> one.start().at(one.samples()))
                .ifPresent(end -> stretches.addAll(between(end.minus(length), end)));
        return forget(id, now.minus(length), now, StretchFinder.joined(stretches));
    }

    public synchronized ErasureReceipt forgetRange(UUID id, Instant from, Instant to) {
        recorder.cut();
        return forget(id, from, to, between(from, to));
    }

    /// Of what the tables know, and of what has audio and is not in them yet.
    private List<Stretch> between(Instant from, Instant to) {
        var spans = new LinkedHashMap<RecordingId, RecordedSpan>();
        chunks.recorded().forEach(span -> spans.put(span.recording(), span));
        for (var one : ended()) {
            var start = one.start();
            spans.put(
                    start.recording(),
                    new RecordedSpan(start.recording(), start.startedAt(), one.samples()));
        }
        return StretchFinder.between(List.copyOf(spans.values()), from, to);
    }

    private List<RecordingSummary> ended() {
        return recordings.list().stream().filter(one -> one.end().isPresent()).toList();
    }

    private Optional<RecordingSummary> justCut() {
        return ended().stream()
                .max(Comparator.comparingLong(one -> one.start().number()))
                .filter(one ->
                        one.end().filter(end -> end.reason() == EndReason.ERASED).isPresent());
    }

    private ErasureReceipt forget(UUID id, Instant from, Instant to, List<Stretch> wanted) {
        dismissWorker();
        // After the worker is gone no utterance is added to what has been recorded so far.
        var stretches = widened(wanted);
        var changed = new ArrayList<SealedChunk>();
        for (var stretch : stretches) {
            if (recordings.find(stretch.recording()).isPresent()) {
                changed.addAll(
                        recordings.erase(
                                stretch.recording(), stretch.firstSample(), stretch.endSample()));
            }
            others.forEach(other -> other.erase(stretch));
        }
        database.deleteQuarantined();
        // The one that has come since may have heard what was still in the files.
        dismissWorker();
        var receipt = commit(id, from, to, widened(stretches), changed);
        database.compact();
        LOG.log(
                Level.INFO,
                "Erased receipt={0} stretches={1} utterances={2} seconds={3}",
                id,
                Integer.toString(stretches.size()),
                Integer.toString(receipt.utterances()),
                Long.toString(receipt.samples() / Audio.SAMPLE_RATE));
        return receipt;
    }

    private void dismissWorker() {
        try {
            if (worker.dismiss(WORKER_TIMEOUT)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ErasureException(
                "the speech worker does not end", "restart the box, then forget again");
    }

    private List<Stretch> widened(List<Stretch> wanted) {
        return database.read(tx -> {
            var stretches = new LinkedHashSet<Stretch>();
            for (var stretch : wanted) {
                stretches.add(ErasedText.widened(tx, stretch));
            }
            return List.copyOf(stretches);
        });
    }

    private ErasureReceipt commit(
            UUID id, Instant from, Instant to, List<Stretch> stretches, List<SealedChunk> changed) {
        return database.inTransaction(tx -> {
            var utterances = 0;
            var entries = 0;
            for (var stretch : stretches) {
                var gone = ErasedText.erase(tx, outbox, stretch);
                utterances += gone.utterances();
                entries += gone.entries();
            }
            for (var chunk : changed) {
                chunks.changed(tx, chunk);
            }
            var receipt =
                    new ErasureReceipt(
                            id,
                            room,
                            from,
                            to,
                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                            utterances,
                            entries,
                            stretches.stream().mapToLong(Stretch::samples).sum());
            outbox.append(tx, new EntryBody.Erased(receipt, stretches));
            return receipt;
        });
    }
}
