package io.roomscribe.device.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.microphone.MicCheckGuide;
import io.roomscribe.protocol.microphone.MicReport;
import io.roomscribe.protocol.microphone.MicVerdict;
import io.roomscribe.protocol.time.Ticker;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// `roomscribe-device mic-check`: whether the box understands somebody at the far seat.
///
/// Confined to the thread of `Main`.
public final class MicCheckCommand {
    private static final String USAGE =
            """
            usage: roomscribe-device mic-check [CONFIGURATION | --data FOLDER]
                   [--phrase TEXT] [--seconds N] [--json]
            """;
    private static final Path USUAL = Path.of("/etc/roomscribe/device.conf");
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE_CODE = 2;
    private static final int UNREACHABLE = 3;
    private static final int REFUSED = 4;

    private final PrintStream out;
    private final PrintStream err;
    private final Screen screen;
    private final Function<Path, Path> dataFolder;
    private final Ticker ticker;

    /// Where the technician sits.
    public record Screen(InputStream in, boolean isTerminal) {}

    public MicCheckCommand(
            PrintStream out,
            PrintStream err,
            Screen screen,
            Function<Path, Path> dataFolder,
            Ticker ticker) {
        this.out = out;
        this.err = err;
        this.screen = screen;
        this.dataFolder = dataFolder;
        this.ticker = ticker;
    }

    /// @return the process's exit code
    public int run(List<String> words) throws InterruptedException {
        Words asked;
        try {
            asked = Words.parse(words, dataFolder);
        } catch (IllegalArgumentException e) {
            err.println("roomscribe-device: " + e.getMessage());
            err.print(USAGE);
            return USAGE_CODE;
        }
        try {
            var report =
                    new MicCheckGuide(
                                    new BoxEar(new AdminClient(asked.data())),
                                    new TerminalScreen(err, screen.in(), screen.isTerminal()),
                                    ticker)
                            .check("this box", asked.phrase(), asked.reading());
            show(report, asked.isJson());
            return report.verdict().passes() ? OK : FAILED;
        } catch (UncheckedIOException e) {
            err.println(
                    "roomscribe-device: no box answers in %s; is it running? try 'systemctl status"
                                    .formatted(asked.data())
                            + " roomscribe-device', or name its configuration file");
            return UNREACHABLE;
        } catch (BoxRefusedException e) {
            err.println("roomscribe-device: " + e.getMessage());
            return REFUSED;
        }
    }

    private void show(MicReport report, boolean isJson) {
        if (isJson) {
            try {
                out.println(new ObjectMapper().writeValueAsString(report.shape(next(report))));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("cannot write the answer as JSON", e);
            }
            return;
        }
        report.lines(report.verdict().word()).forEach(out::println);
        if (!report.verdict().advice().isEmpty()) {
            out.println("Advice: " + report.verdict().advice() + ".");
        }
        out.println("Next: " + next(report));
    }

    private static String next(MicReport report) {
        MicVerdict verdict = report.verdict();
        if (verdict.passes()) {
            return "roomscribe-device doctor";
        }
        return verdict.isForDoctor() ? "roomscribe-device doctor" : "roomscribe-device mic-check";
    }

    /// What was typed.
    private record Words(Path data, String phrase, Duration reading, boolean isJson) {
        static Words parse(List<String> words, Function<Path, Path> dataFolder) {
            var data = dataFolder.apply(USUAL);
            var phrase = MicCheckGuide.PHRASE;
            var seconds = MicCheckGuide.READING_SECONDS;
            var isJson = false;
            for (var i = 0; i < words.size(); i++) {
                var word = words.get(i);
                switch (word) {
                    case "--json" -> isJson = true;
                    case "--data" -> data = Path.of(value(words, ++i, word));
                    case "--phrase" -> phrase = value(words, ++i, word);
                    case "--seconds" -> seconds = number(value(words, ++i, word));
                    default -> {
                        if (!word.endsWith(".conf")) {
                            throw new IllegalArgumentException(
                                    "'%s' means nothing here".formatted(word));
                        }
                        data = dataFolder.apply(Path.of(word));
                    }
                }
            }
            return new Words(data, phrase, Duration.ofSeconds(seconds), isJson);
        }

        private static String value(List<String> words, int index, String option) {
            if (index == words.size()) {
                throw new IllegalArgumentException("'%s' needs a value".formatted(option));
            }
            return words.get(index);
        }

        private static int number(String text) {
            if (text.matches("\\d{1,2}")
                    && Integer.parseInt(text) >= 3
                    && Integer.parseInt(text) <= MicCheckGuide.READING_SECONDS_MAX) {
                return Integer.parseInt(text);
            }
            throw new IllegalArgumentException(
                    "'--seconds' takes 3 to %d".formatted(MicCheckGuide.READING_SECONDS_MAX));
        }
    }
}
