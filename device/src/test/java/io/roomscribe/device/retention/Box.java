package io.roomscribe.device.retention;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.capture.WavFile;
import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.chunk.RecordingJournal;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.SpaceGuard;
import io.roomscribe.device.recording.Surroundings;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.testkit.ManualClock;
import io.roomscribe.testkit.ManualTicker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/// What retention needs of a box: real segment files and a real database, a clock and a hub that do
/// what the test says.
final class Box implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    final ManualClock clock = new ManualClock(NOW);
    final ManualTicker ticker = new ManualTicker();
    final HealthBoard health = new HealthBoard(ticker);
    final List<EntryBody> told = new CopyOnWriteArrayList<>();
    final Recordings recordings;
    final Database database;
    final ChunkStore chunks;
    final AudioLedger ledger;
    final KeptFiles files;
    final SpaceGuard guard;
    final AudioArchive archive;
    final Retention retention;
    long acknowledged;
    boolean clockIsGood = true;
    int purges;
    final Path data;
    final RecordingJournal journal;

    Box(Path data, RetentionConfig config) {
        this.data = data;
        this.recordings = Recordings.open(data, "boot");
        this.database =
                Database.open(
                        data,
                        clock,
                        broken -> {
                            throw broken;
                        });
        this.chunks = new ChunkStore(database, this::append, new RoomId("room"), "The room");
        this.journal = new RecordingJournal(chunks, recordings);
        this.guard = new SpaceGuard(data, config.freeSpaceStop().bytes(), System::nanoTime);
        recordings.watchSpace(guard);
        this.ledger = new AudioLedger(database);
        this.files = new KeptFiles(data);
        this.archive = new AudioArchive(config, data, database, recordings);
        this.retention =
                new Retention(
                        config,
                        data,
                        database,
                        this::append,
                        recordings,
                        archive,
                        new HubOfTest(),
                        health,
                        guard,
                        () -> clockIsGood,
                        clock,
                        ticker);
    }

    long append(Transaction tx, EntryBody body) {
        told.add(body);
        return told.size();
    }

    private final class HubOfTest implements Retention.Sent {
        @Override
        public long acknowledgedThrough() {
            return acknowledged;
        }

        @Override
        public long first() {
            return 1;
        }

        @Override
        public void purge() {
            purges++;
        }
    }

    /// Records a file, and takes it as recognised.
    RecordingId record(short[] samples) throws IOException, InterruptedException {
        var audio = new float[samples.length];
        for (var i = 0; i < samples.length; i++) {
            audio[i] = samples[i] / 32768f;
        }
        var file = WavFile.mono16k().write(data.resolveSibling("in.wav"), audio);
        var defaults = CaptureConfig.defaults();
        var config =
                new CaptureConfig(
                        "file:" + file, 1000, defaults.syncInterval(), defaults.noFramesTimeout());
        try (var recorder =
                new Recorder(
                        config,
                        AudioInput.of(config, System::nanoTime),
                        recordings,
                        journal,
                        new Surroundings(
                                clock,
                                System::nanoTime,
                                new Random(told.size()),
                                "boot",
                                () -> clockIsGood ? ClockQuality.NTP : ClockQuality.UNSYNCED))) {
            recorder.start();
            recorder.awaitEnd(Duration.ofSeconds(60));
        }
        var stop = new StopSignal();
        stop.stop();
        journal.run(stop);
        var recording = recordings.list().getLast();
        database.inTransaction(tx -> {
            chunks.recognised(tx, recording.start().recording(), recording.samples());
            return true;
        });
        return recording.start().recording();
    }

    /// The hub has everything.
    void acknowledge() {
        acknowledged = told.size();
    }

    void pass() throws IOException, InterruptedException {
        files.open();
        var _ = retention.pass(new StopSignal());
    }

    List<EntryBody.AudioRemoved> removed() {
        return told.stream()
                .filter(EntryBody.AudioRemoved.class::isInstance)
                .map(EntryBody.AudioRemoved.class::cast)
                .toList();
    }

    @Override
    public void close() {
        database.close();
        recordings.close();
    }
}
