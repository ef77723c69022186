package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkerSessionTest {
    private static final RecordingId RECORDING = new RecordingId(7);
    private static final int WORD = Audio.SAMPLE_RATE * 3 / 10;

    private final List<WorkerAnswer> answers = new ArrayList<>();
    private final WorkerSession session = session(answers);

    private static WorkerSession session(List<WorkerAnswer> answers) {
        return new WorkerSession(
                sampleRate -> new ScriptedEngine(), Duration.ofSeconds(20), answers::add);
    }

    @Test
    void wordsStandWhereTheyWereSaid() throws IOException {
        var lead = 3210;
        play(session, 1_000_000, Pcm.join(Pcm.silence(lead), ScriptedEngine.speech(100, 5)));

        var utterance = utterances(answers).getFirst();

        assertThat(utterance.words().stream().map(WorkerAnswer.SpokenWord::text))
                .isEqualTo(ScriptedEngine.words(100, 5));
        var first = 1_000_000 + lead;
        for (var i = 0; i < 5; i++) {
            var word = utterance.words().get(i);
            assertThat(word.firstSample()).isEqualTo(first + (long) i * WORD);
            assertThat(word.endSample()).isEqualTo(first + (long) (i + 1) * WORD);
        }
    }

    @Test
    void everyRequestHasExactlyOneClosingAnswer() throws IOException {
        session.start(RECORDING, 0, Audio.SAMPLE_RATE);
        session.audio(0, new byte[3200], 3200, true);
        session.audio(1600, new byte[3200], 3200, true);
        session.finish();
        session.ping(5);

        assertThat(answers.stream().filter(WorkerAnswer::closesRequest))
                .containsExactly(
                        new WorkerAnswer.Started(RECORDING, 0),
                        new WorkerAnswer.Progress(RECORDING, 1600, 0, false),
                        new WorkerAnswer.Progress(RECORDING, 3200, 0, false),
                        new WorkerAnswer.Finished(RECORDING, 3200),
                        new WorkerAnswer.Pong(5));
    }

    @Test
    void settlesInTheSilenceAfterTheLastWord() throws IOException {
        var samples = ScriptedEngine.speech(100, 5);
        play(session, 0, samples);

        var settled = lastProgress().settledSample();

        assertThat(settled).isBetween(5L * WORD + 1, 5L * WORD + Audio.SAMPLE_RATE / 2);
    }

    @Test
    void longSilenceIsSettledTooAndIsQuiet() throws IOException {
        play(session, 0, Pcm.silence(60 * Audio.SAMPLE_RATE));

        assertThat(lastProgress().settledSample()).isGreaterThan(54L * Audio.SAMPLE_RATE);
        assertThat(lastProgress().isQuiet()).isTrue();
        assertThat(utterances(answers)).isEmpty();
    }

    @Test
    void withdrawsAGuessThatComesToNothing() throws IOException {
        var fickle = new ArrayList<WorkerAnswer>();
        var session =
                new WorkerSession(
                        sampleRate -> new FickleEngine(), Duration.ofSeconds(20), fickle::add);

        play(session, 0, Pcm.silence(2 * Audio.SAMPLE_RATE));
        session.finish();

        assertThat(fickle)
                .filteredOn(WorkerAnswer.Partial.class::isInstance)
                .extracting(answer -> ((WorkerAnswer.Partial) answer).text())
                .containsExactly("yeah", "", "yeah", "");
    }

    /// Guesses at a word for a second, thinks better of it, and guesses again.
    private static final class FickleEngine implements SpeechEngine {
        private int accepted;

        @Override
        public boolean accept(byte[] pcm, int offset, int length) {
            accepted++;
            return false;
        }

        @Override
        public Heard result() {
            return Heard.NOTHING;
        }

        @Override
        public String partial() {
            return accepted == 5 ? "" : "yeah";
        }

        @Override
        public Heard finish() {
            return Heard.NOTHING;
        }

        @Override
        public void restart() {}

        @Override
        public void close() {}
    }

    @Test
    void finishTellsWhatWasNotCompleteYet() throws IOException {
        session.start(RECORDING, 0, Audio.SAMPLE_RATE);
        var half = Arrays.copyOf(ScriptedEngine.speech(100, 5), 2 * WORD + 777);
        send(session, 0, half);
        assertThat(utterances(answers)).isEmpty();

        session.finish();

        assertThat(utterances(answers)).hasSize(1);
        assertThat(utterances(answers).getFirst().endSample()).isEqualTo(half.length);
        assertThat(answers.getLast()).isEqualTo(new WorkerAnswer.Finished(RECORDING, half.length));
    }

    @Test
    void speechWithoutAPauseIsCutBeforeItIsTooLong() throws IOException {
        var breathless = new short[60 * Audio.SAMPLE_RATE];
        for (var i = 0; i < breathless.length; i++) {
            // Words of 300 ms that change their number, and so their loudness.
            breathless[i] = (short) (1000 + i / WORD);
        }
        play(session, 0, breathless);
        session.finish();

        var end = 0L;
        for (var utterance : utterances(answers)) {
            assertThat(utterance.firstSample()).as("no sample missing").isEqualTo(end);
            end = utterance.endSample();
            assertThat(Audio.duration(end - utterance.firstSample()))
                    .isLessThanOrEqualTo(Duration.ofMillis(20_800));
        }
        assertThat(end).isEqualTo(breathless.length);
    }

    /// What a crash depends on: a session that begins at a settled sample says what the first one
    /// says from there on.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sessionThatTakesOverAtASettledSampleSaysTheSame(boolean isSilenceTold) throws IOException {
        var seed = Long.getLong("seed", 3);
        System.out.println("seed=" + seed);
        var samples = randomSpeech(new Random(seed));
        say(session, 0, samples, isSilenceTold);
        var whole = utterances(answers);
        var settled =
                answers.stream()
                        .filter(WorkerAnswer.Progress.class::isInstance)
                        .map(answer -> ((WorkerAnswer.Progress) answer).settledSample())
                        .distinct()
                        .toList();
        assertThat(settled).hasSizeGreaterThan(5);

        for (var sample : settled) {
            var later = new ArrayList<WorkerAnswer>();
            say(session(later), sample, samples, isSilenceTold);

            assertThat(utterances(later))
                    .isEqualTo(whole.stream().filter(u -> u.firstSample() >= sample).toList());
        }
    }

    private void say(WorkerSession session, long first, short[] samples, boolean isSilenceTold)
            throws IOException {
        if (isSilenceTold) {
            session.start(RECORDING, first, Audio.SAMPLE_RATE);
            sendBlocks(session, first, samples);
        } else {
            play(session, first, Arrays.copyOfRange(samples, (int) first, samples.length));
        }
        session.finish();
    }

    /// In the recording's blocks, and of each it is told whether somebody speaks in it.
    private static void sendBlocks(WorkerSession session, long first, short[] samples)
            throws IOException {
        for (var at = (int) first; at < samples.length; ) {
            var blockStart = at - at % VoiceActivity.BLOCK;
            var end = Math.min(blockStart + VoiceActivity.BLOCK, samples.length);
            var isSpeech = false;
            for (var i = blockStart; i < end; i++) {
                isSpeech |= samples[i] != 0;
            }
            var bytes = Pcm.bytes(Arrays.copyOfRange(samples, at, end));
            session.audio(at, bytes, bytes.length, isSpeech);
            at = end;
        }
    }

    @Test
    void keepsSilenceFromTheEngine() throws IOException {
        var fed = new AtomicLong();
        var words = new ArrayList<WorkerAnswer>();
        var session =
                new WorkerSession(
                        sampleRate -> new CountingEngine(new ScriptedEngine(), fed),
                        Duration.ofSeconds(20),
                        words::add);
        var silence = Pcm.silence(30 * Audio.SAMPLE_RATE);
        var samples =
                Pcm.join(
                        silence,
                        Pcm.join(
                                ScriptedEngine.speech(100, 5),
                                Pcm.join(silence, ScriptedEngine.speech(300, 5))));

        session.start(RECORDING, 0, Audio.SAMPLE_RATE);
        sendBlocks(session, 0, samples);
        session.finish();

        assertThat(
                        utterances(words).stream()
                                .flatMap(it -> it.words().stream())
                                .map(WorkerAnswer.SpokenWord::text))
                .isEqualTo(
                        Stream.concat(
                                        ScriptedEngine.words(100, 5).stream(),
                                        ScriptedEngine.words(300, 5).stream())
                                .toList());
        assertThat(fed.get()).isLessThan(10L * WORD + 4L * Audio.SAMPLE_RATE);
    }

    private record CountingEngine(ScriptedEngine engine, AtomicLong fed) implements SpeechEngine {
        @Override
        public boolean accept(byte[] pcm, int offset, int length) {
            fed.addAndGet(length / 2);
            return engine.accept(pcm, offset, length);
        }

        @Override
        public Heard result() {
            return engine.result();
        }

        @Override
        public String partial() {
            return engine.partial();
        }

        @Override
        public Heard finish() {
            return engine.finish();
        }

        @Override
        public void restart() {
            engine.restart();
        }

        @Override
        public void close() {}
    }

    private static short[] randomSpeech(Random random) {
        var samples = new short[0];
        for (var i = 0; i < 12; i++) {
            samples =
                    Pcm.join(
                            samples,
                            ScriptedEngine.speech(100 + 40 * i, 1 + random.nextInt(30)),
                            Pcm.silence(random.nextInt(9 * Audio.SAMPLE_RATE)));
        }
        return samples;
    }

    @Test
    void refusesAudioThatDoesNotFollow() throws IOException {
        session.start(RECORDING, 0, Audio.SAMPLE_RATE);

        assertThatThrownBy(() -> session.audio(1600, new byte[3200], 3200, true))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1600");
    }

    @Test
    void requestsArriveAsTheyWereWritten() throws IOException {
        var wire = new ByteArrayOutputStream();
        var writer = new RequestWriter(wire);
        writer.start(RECORDING, 1L << 40, Audio.SAMPLE_RATE);
        writer.audio(1L << 40, Pcm.bytes(new short[] {1, -2, 3, 4}), 8, true);
        writer.audio((1L << 40) + 4, Pcm.bytes(new short[] {0, 0}), 4, false);
        writer.finish();
        writer.ping(-9);
        var reader = new RequestReader(new ByteArrayInputStream(wire.toByteArray()));

        while (reader.next(session)) {
            // Until the stream ends.
            assertThat(answers).isNotEmpty();
        }

        assertThat(answers)
                .containsExactly(
                        new WorkerAnswer.Started(RECORDING, 1L << 40),
                        new WorkerAnswer.Progress(RECORDING, (1L << 40) + 4, 1L << 40, false),
                        new WorkerAnswer.Progress(RECORDING, (1L << 40) + 6, 1L << 40, false),
                        new WorkerAnswer.Finished(RECORDING, (1L << 40) + 6),
                        new WorkerAnswer.Pong(-9));
    }

    @Test
    void refusesARequestThatIsTooLong() {
        var reader =
                new RequestReader(
                        new ByteArrayInputStream(new byte[] {'A', 0x7f, 0, 0, 0, 1, 2, 3}));

        assertThatThrownBy(() -> reader.next(session)).isInstanceOf(ProtocolException.class);
    }

    private void play(WorkerSession session, long firstSample, short[] samples) throws IOException {
        session.start(RECORDING, firstSample, Audio.SAMPLE_RATE);
        send(session, firstSample, samples);
    }

    /// In pieces of changing length, as they may come.
    private static void send(WorkerSession session, long firstSample, short[] samples)
            throws IOException {
        var at = 0;
        for (var i = 0; at < samples.length; i++) {
            var count = Math.min(i % 3 == 0 ? 1600 : 500 + 100 * (i % 11), samples.length - at);
            var bytes = Pcm.bytes(Arrays.copyOfRange(samples, at, at + count));
            session.audio(firstSample + at, bytes, bytes.length, true);
            at += count;
        }
    }

    private WorkerAnswer.Progress lastProgress() {
        return answers.stream()
                .filter(WorkerAnswer.Progress.class::isInstance)
                .map(WorkerAnswer.Progress.class::cast)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static List<WorkerAnswer.Utterance> utterances(List<WorkerAnswer> answers) {
        return answers.stream()
                .filter(WorkerAnswer.Utterance.class::isInstance)
                .map(WorkerAnswer.Utterance.class::cast)
                .toList();
    }
}
