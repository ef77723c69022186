package io.roomscribe.device;

import io.roomscribe.device.file.FileRefusedException;
import io.roomscribe.device.file.FileTranscription;
import io.roomscribe.device.speech.SpeechConfig;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.protocol.transcription.FileNews;
import io.roomscribe.protocol.transcription.FileNewsLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// `roomscribe-device transcribe FILE`: the words of one audio file, by the same code that listens
/// in a room. The hub runs it for what people upload, with `--json`, which prints [FileNews] a
/// line, `--child`, which ends it with whoever started it, and `--from`, the sample at which an
/// earlier run had ended.
///
/// Confined to the thread of `Main`.
final class TranscribeCommand {
    static final String HELP =
            """
            usage: roomscribe-device transcribe FILE [--model FOLDER] [--speaker-model FOLDER]
                       [--language TAG] [--json]    the words of an audio file
            """;

    private static final int OK = 0;
    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final Duration LONGEST = Duration.ofHours(12);

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final Ticker ticker;
    private final RandomGenerator random;

    TranscribeCommand(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Clock clock,
            Ticker ticker,
            RandomGenerator random) {
        this.in = in;
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        this.err = err;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
    }

    /// What the words ask for.
    private static final class Wanted {
        private Optional<Path> file = Optional.empty();
        private Path model = SpeechConfig.defaults().model();
        private Optional<Path> speakerModel = Optional.empty();
        private Optional<String> language = Optional.empty();
        private Optional<Path> work = Optional.empty();
        private Optional<Instant> start = Optional.empty();
        private Optional<RecordingId> recording = Optional.empty();
        private Duration longest = LONGEST;
        private long from;
        private boolean isJson;
        private boolean isChild;
        private boolean isProbe;
    }

    /// @return 0 when the file was transcribed, 1 when it cannot be, 2 when the words are wrong
    int run(List<String> words) throws InterruptedException {
        Wanted wanted;
        try {
            wanted = parsed(new ArrayDeque<>(words));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            err.print(HELP);
            return USAGE;
        }
        if (wanted.isChild) {
            Thread.ofPlatform().daemon().name("parent").start(this::endWithParent);
        }
        var folder = wanted.work;
        try {
            var work = folder.isPresent() ? folder.get() : Files.createTempDirectory("roomscribe");
            try {
                Files.createDirectories(work);
                return transcribe(wanted, work);
            } finally {
                clear(work);
            }
        } catch (IOException e) {
            err.println(
                    "roomscribe-device: cannot write a working copy (%s); make room on the disk"
                            .formatted(e.getClass().getSimpleName()));
            return REFUSED;
        }
    }

    private int transcribe(Wanted wanted, Path work) throws InterruptedException {
        var transcription =
                new FileTranscription(
                        wanted.file.orElseThrow(),
                        work,
                        wanted.longest,
                        ticker,
                        news -> show(news, wanted.isJson));
        try {
            if (wanted.isProbe) {
                transcription.probe();
            } else {
                transcription.run(
                        config(wanted),
                        wanted.recording.orElseGet(() -> RecordingId.random(random)),
                        wanted.start.orElseGet(clock::instant),
                        wanted.from,
                        random);
            }
            return OK;
        } catch (FileRefusedException e) {
            if (wanted.isJson) {
                show(e.news(), true);
            } else {
                err.println("roomscribe-device: " + e.getMessage());
            }
            return REFUSED;
        }
    }

    private static SpeechConfig config(Wanted wanted) {
        var usual = SpeechConfig.defaults();
        return new SpeechConfig(
                wanted.model,
                wanted.speakerModel,
                wanted.language,
                usual.memoryMax(),
                usual.hangTimeout(),
                usual.loadTimeout(),
                usual.utteranceMax(),
                usual.noiseMargin(),
                usual.vocabulary());
    }

    private static Wanted parsed(Deque<String> words) {
        var wanted = new Wanted();
        while (!words.isEmpty()) {
            var word = words.pop();
            switch (word) {
                case "--json" -> wanted.isJson = true;
                case "--child" -> wanted.isChild = true;
                case "--probe" -> wanted.isProbe = true;
                case "--model" -> wanted.model = Path.of(value(words));
                case "--speaker-model" -> wanted.speakerModel = Optional.of(Path.of(value(words)));
                case "--language" -> wanted.language = Optional.of(value(words));
                case "--work" -> wanted.work = Optional.of(Path.of(value(words)));
                case "--start" -> wanted.start = Optional.of(Instant.parse(value(words)));
                case "--recording" ->
                        wanted.recording = Optional.of(RecordingId.parse(value(words)));
                case "--longest" ->
                        wanted.longest = Duration.ofSeconds(Long.parseLong(value(words)));
                case "--from" -> wanted.from = Long.parseLong(value(words));
                default -> {
                    if (word.startsWith("-") || wanted.file.isPresent()) {
                        throw new IllegalArgumentException(word);
                    }
                    wanted.file = Optional.of(Path.of(word));
                }
            }
        }
        if (wanted.file.isEmpty() || wanted.from < 0) {
            throw new IllegalArgumentException("no file, or no place in one");
        }
        return wanted;
    }

    private static String value(Deque<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a value is missing");
        }
        return words.pop();
    }

    private void show(FileNews news, boolean isJson) {
        if (isJson) {
            out.println(FileNewsLine.write(news));
            return;
        }
        switch (news) {
            case FileNews.Heard heard -> {
                var at = heard.utterance().firstSample() / Audio.SAMPLE_RATE;
                out.println(
                        "%02d:%02d:%02d  %s"
                                .formatted(
                                        at / 3600,
                                        at / 60 % 60,
                                        at % 60,
                                        heard.utterance().text()));
            }
            case FileNews.Sound sound ->
                    err.println(
                            String.format(
                                    Locale.ROOT,
                                    "%.0f s of sound, speech %.0f dBFS, noise %.0f dBFS, %.0f %% speech %s",
                                    sound.quality().seconds(),
                                    sound.quality().speechDbfs(),
                                    sound.quality().noiseDbfs(),
                                    sound.quality().speechPercent(),
                                    sound.quality().remarks().stream()
                                            .map(remark -> remark.word())
                                            .toList()));
            case FileNews.Progress _, FileNews.Done _, FileNews.Refused _ -> {}
        }
    }

    /// The hub's death closes the pipe; nobody would read what comes after.
    private void endWithParent() {
        try {
            while (in.read() >= 0) {
                // Nothing is ever said to us.
            }
        } catch (IOException e) {
            // The same end.
        }
        Runtime.getRuntime().halt(REFUSED);
    }

    /// Deletes a working folder.
    static void clear(Path work) throws IOException {
        try (var files = Files.walk(work)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
