package io.roomscribe.device.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.capture.AudioSource;
import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.chunk.ChunkState;
import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.chunk.RecordingJournal;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.Surroundings;
import io.roomscribe.device.speech.Pcm;
import io.roomscribe.device.speech.RecordingsBacklog;
import io.roomscribe.device.speech.SpeechConfig;
import io.roomscribe.device.speech.SpeechException;
import io.roomscribe.device.speech.SpeechHealth;
import io.roomscribe.device.speech.Transcriber;
import io.roomscribe.device.speech.WorkerLaunch;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.supervision.StopSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real recording in real segment files, through the real worker into the real store.
@Timeout(300)
final class RecognisedRecordingIT {
    private static final int CHUNK = 30 * Audio.SAMPLE_RATE;

    /// "everyone" is said from 2.49 s to 2.91 s of the meeting.
    private static final int MIDDLE_OF_A_WORD = 27 * Audio.SAMPLE_RATE / 10;

    @TempDir Path data;

    private final MessageCodec codec = new MessageCodec();
    private final Clock clock = Clock.systemUTC();
    private final Random random = new Random(1);
    private final List<String> partials = new ArrayList<>();
    private Database database;
    private Outbox outbox;
    private ChunkStore chunks;
    private Recordings recordings;

    @BeforeEach
    void open() {
        database = Database.open(data, clock, e -> {});
        outbox = Outbox.open(database, codec, clock, random);
        chunks = new ChunkStore(database, outbox::append, new RoomId("room"), "The room");
        recordings = Recordings.open(data, "boot");
    }

    @AfterEach
    void close() {
        recordings.close();
        database.close();
    }

    @Test
    void wordAcrossAChunkBorderIsRecognisedOnceAndWhole() throws Exception {
        var meeting = Arrays.copyOf(Pcm.meeting(), 20 * Audio.SAMPLE_RATE);
        record(Pcm.join(Pcm.silence(CHUNK - MIDDLE_OF_A_WORD), meeting));

        var entries = recognise();

        var utterances =
                entries.stream()
                        .filter(EntryBody.Utterance.class::isInstance)
                        .map(EntryBody.Utterance.class::cast)
                        .toList();
        var across =
                utterances.stream()
                        .flatMap(one ->
                                one.words().stream()
                                        .filter(word ->
                                                at(one, word.startMillis()) < CHUNK
                                                        && at(one, word.endMillis()) > CHUNK))
                        .toList();
        assertThat(across).extracting(word -> word.text()).containsExactly("everyone");
        assertThat(utterances.getFirst().text())
                .isEqualTo(
                        "Good morning everyone thanks for joining let's get started with the"
                                + " weekly project meeting");
        assertThat(partials).isNotEmpty();
        assertToldInOrder(entries);
    }

    private static long at(EntryBody.Utterance utterance, int millis) {
        return utterance.firstSample() + millis * (Audio.SAMPLE_RATE / 1000L);
    }

    /// Everything said in a chunk comes before the chunk, everything in a recording before its end.
    private void assertToldInOrder(List<EntryBody> entries) {
        assertThat(entries.getFirst()).isInstanceOf(EntryBody.RecordingStarted.class);
        assertThat(entries.getLast()).isInstanceOf(EntryBody.RecordingEnded.class);
        assertThat(entries.stream().filter(EntryBody.RecordingEnded.class::isInstance)).hasSize(1);
        var through = 0L;
        var chunkIndexes = new ArrayList<Integer>();
        for (var entry : entries) {
            switch (entry) {
                case EntryBody.Utterance utterance ->
                        assertThat(utterance.firstSample()).isGreaterThanOrEqualTo(through);
                case EntryBody.Chunk chunk -> {
                    through = chunk.firstSample() + chunk.samples();
                    chunkIndexes.add(chunk.chunk().index());
                }
                default -> {}
            }
        }
        assertThat(chunkIndexes).containsExactly(0, 1);
        assertThat(chunks.chunks(ChunkState.TRANSCRIBED, 10)).hasSize(2);
        assertThat(chunks.oldestUnrecognised()).isEmpty();
    }

    private void record(short[] samples) throws InterruptedException {
        var journal = new RecordingJournal(chunks, recordings);
        var recorder =
                new Recorder(
                        CaptureConfig.defaults(),
                        () -> new InMemorySource(samples),
                        recordings,
                        journal,
                        new Surroundings(
                                clock, System::nanoTime, random, "boot", () -> ClockQuality.NTP));
        recorder.start();
        assertThat(recorder.awaitEnd(Duration.ofSeconds(60))).isTrue();
        recorder.close();
        var stop = new StopSignal();
        stop.stop();
        journal.run(stop);
    }

    private List<EntryBody> recognise() throws InterruptedException {
        var transcripts =
                new Transcripts(
                        new TranscriptStore(database, outbox, chunks),
                        (recording, firstSample, text, capturedAt) -> partials.add(text));
        var usual = SpeechConfig.defaults();
        var transcriber =
                new Transcriber(
                        new SpeechConfig(
                                Pcm.MODEL,
                                usual.speakerModel(),
                                usual.language(),
                                usual.memoryMax(),
                                usual.hangTimeout(),
                                usual.loadTimeout(),
                                usual.utteranceMax(),
                                usual.noiseMargin(),
                                usual.vocabulary()),
                        WorkerLaunch.likeThisProcess(data.resolve("speech")),
                        new RecordingsBacklog(chunks, recordings),
                        transcripts,
                        new NoHealth(),
                        System::nanoTime,
                        random);
        var stop = new StopSignal();
        var thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                transcriber.run(stop);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        var deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (chunks.oldestUnrecognised().isPresent()) {
            assertThat(System.nanoTime())
                    .as("recognised within 3 minutes; stands at %s", chunks.oldestUnrecognised())
                    .isLessThan(deadline);
            thread.join(50);
        }
        stop.stop();
        thread.join(10_000);
        return entries();
    }

    private List<EntryBody> entries() {
        return database.read(tx -> {
            var entries = new ArrayList<EntryBody>();
            try (var statement = tx.connection().createStatement();
                    var rows =
                            statement.executeQuery(
                                    "SELECT payload FROM outbox ORDER BY sequence")) {
                while (rows.next()) {
                    entries.add(codec.decodeBody(rows.getString(1)));
                }
            }
            return entries;
        });
    }

    private static final class NoHealth implements SpeechHealth {
        @Override
        public void failing(SpeechException why) {
            throw new AssertionError(why);
        }

        @Override
        public void working() {}

        @Override
        public void leftOut(
                io.roomscribe.protocol.RecordingId recording, Duration from, Duration to) {
            throw new AssertionError("audio was left out");
        }
    }

    /// Samples as fast as they are taken.
    private static final class InMemorySource implements AudioSource {
        private final short[] samples;
        private int at;

        InMemorySource(short[] samples) {
            this.samples = samples;
        }

        @Override
        public int read(short[] frame) {
            var count = Math.min(frame.length, samples.length - at);
            System.arraycopy(samples, at, frame, 0, count);
            at += count;
            return count == 0 ? -1 : count;
        }

        @Override
        public String description() {
            return "memory";
        }

        @Override
        public boolean isLive() {
            return false;
        }

        @Override
        public void close() {}
    }
}
