package io.roomscribe.device.file;

import io.roomscribe.device.speech.RecordedSpeech;
import io.roomscribe.device.speech.SpeechBacklog;
import io.roomscribe.device.speech.SpeechConfig;
import io.roomscribe.device.speech.SpeechException;
import io.roomscribe.device.speech.SpeechHealth;
import io.roomscribe.device.speech.SpeechListener;
import io.roomscribe.device.speech.Transcriber;
import io.roomscribe.device.speech.WorkerLaunch;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.protocol.transcription.FileNews;
import io.roomscribe.protocol.transcription.FileNews.Cause;
import io.roomscribe.protocol.transcription.SoundQuality;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One audio file on its way through the transcriber, and what is told of it.
///
/// Confined to one thread, on which the news are told too.
public final class FileTranscription {
    private static final int FAILURES_MAX = 8;

    private final Path file;
    private final Path work;
    private final Duration longest;
    private final Ticker ticker;
    private final Consumer<FileNews> news;

    /// @param work a folder that is there and is nobody else's; what is left in it may go
    /// @param longest what is refused above this
    public FileTranscription(
            Path file, Path work, Duration longest, Ticker ticker, Consumer<FileNews> news) {
        this.file = file;
        this.work = work;
        this.longest = longest;
        this.ticker = ticker;
        this.news = news;
    }

    /// Finds out whether the file can be read at all.
    ///
    /// @throws FileRefusedException when it cannot
    public void probe() {
        new FileDecoder(work, longest, ticker).probe(file);
    }

    /// Tells `sound`, what is heard, and `done`.
    ///
    /// @param startedAt wall time of the file's first sample
    /// @param from the first sample that is to be heard; 0 but where an earlier run had ended
    /// @throws FileRefusedException when nothing can be heard of it
    public void run(
            SpeechConfig config,
            RecordingId recording,
            Instant startedAt,
            long from,
            RandomGenerator random)
            throws InterruptedException {
        var pcm = work.resolve("decoded.pcm");
        var quality = new FileDecoder(work, longest, ticker).decode(file, pcm);
        news.accept(new FileNews.Sound(quality));
        var following = new Followed(pcm, recording, startedAt, from, samples(quality));
        var stop = following.stop;
        new Transcriber(
                        config,
                        WorkerLaunch.likeThisProcess(work.resolve("speech")),
                        following,
                        following,
                        following,
                        ticker,
                        random)
                .run(stop);
        if (following.refused.isPresent()) {
            throw following.refused.get();
        }
        news.accept(new FileNews.Done(following.samples, following.leftOut));
    }

    private static long samples(SoundQuality quality) {
        return Math.max(1, Math.round(quality.seconds() * Audio.SAMPLE_RATE));
    }

    /// The file as a backlog of one recording, and its listener.
    private final class Followed implements SpeechBacklog, SpeechListener, SpeechHealth {
        private final StopSignal stop = new StopSignal();
        private final Path pcm;
        private final RecordingId recording;
        private final Instant startedAt;
        private long samples;
        private long through;
        private double leftOut;
        private int failures;
        private int percent = -1;
        private Optional<FileRefusedException> refused = Optional.empty();

        Followed(Path pcm, RecordingId recording, Instant startedAt, long from, long samples) {
            this.pcm = pcm;
            this.recording = recording;
            this.startedAt = startedAt;
            this.through = from;
            this.samples = samples;
        }

        @Override
        public Optional<RecordedSpeech> oldest() {
            var decoded = DecodedFile.open(pcm, recording, startedAt, through);
            samples = decoded.samples();
            if (through >= samples) {
                decoded.close();
                stop.stop();
                return Optional.empty();
            }
            return Optional.of(decoded);
        }

        @Override
        public void partial(RecordingId of, long firstSample, String text, Instant capturedAt) {}

        @Override
        public void utterance(EntryBody.Utterance utterance) {
            failures = 0;
            through = Math.max(through, utterance.firstSample() + utterance.samples());
            news.accept(new FileNews.Heard(utterance));
        }

        @Override
        public void progress(RecordingId of, long throughSample) {
            through = Math.max(through, throughSample);
            var now = (int) (100 * through / samples);
            if (now > percent) {
                percent = now;
                news.accept(new FileNews.Progress(now));
            }
        }

        @Override
        public void failing(SpeechException why) {
            failures++;
            if (why.isModelFault()) {
                refuse(Cause.MODEL, why);
            } else if (failures >= FAILURES_MAX) {
                refuse(Cause.MACHINE, why);
            }
        }

        private void refuse(Cause cause, SpeechException why) {
            refused =
                    Optional.of(
                            new FileRefusedException(
                                    cause,
                                    "Nothing can be recognised here",
                                    String.valueOf(why.getMessage())));
            stop.stop();
        }

        @Override
        public void working() {}

        @Override
        public void leftOut(RecordingId of, Duration from, Duration to) {
            leftOut += to.minus(from).toMillis() / 1000.0;
        }
    }
}
