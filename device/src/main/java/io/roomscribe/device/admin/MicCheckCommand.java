package io.roomscribe.device.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.microphone.MicCheckGuide;
import io.roomscribe.protocol.microphone.MicReport;
import io.roomscribe.protocol.time.Ticker;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// `roomscribe-device mic-check` and `accept`: whether the box understands somebody at the far
/// seat, and the room's acceptance on that. Needs no hub: an acceptance waits in the outbox until
/// the hub has it and completes it.
///
/// Confined to the thread of `Main`.
public final class MicCheckCommand {
    private static final String USAGE =
            """
            usage: roomscribe-device mic-check [CONFIGURATION | --data FOLDER]
                   [--phrase TEXT] [--seconds N] [--json]
                   roomscribe-device accept --by NAME, and the same options
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

    public static boolean isOne(String word) {
        return word.equals("mic-check") || word.equals("accept");
    }

    /// @return the process's exit code
    public int run(String name, List<String> words) throws InterruptedException {
        Words asked;
        try {
            asked = Words.parse(words, dataFolder);
            if (name.equals("accept") == asked.by().isEmpty()) {
                throw new IllegalArgumentException(
                        "'accept' needs --by NAME, and nothing else takes it");
            }
        } catch (IllegalArgumentException e) {
            err.println("roomscribe-device: " + e.getMessage());
            err.print(USAGE);
            return USAGE_CODE;
        }
        try {
            var ear = new BoxEar(new AdminClient(asked.data()));
            var report =
                    new MicCheckGuide(
                                    ear,
                                    new TerminalScreen(err, screen.in(), screen.isTerminal()),
                                    ticker)
                            .check("this box", asked.phrase(), asked.reading());
            if (name.equals("accept") && report.verdict().passes()) {
                accepted(ear.accept(report, asked.by()), asked.isJson());
                return OK;
            }
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

    private void accepted(EntryBody.Acceptance accepted, boolean isJson) {
        if (isJson) {
            out.println(new MessageCodec().encodeBody(accepted));
            return;
        }
        out.println("Accepted by %s; it is kept in the outbox.".formatted(accepted.by()));
        out.println("  recording  " + accepted.heard().stretch().recording());
        out.println("  chunk      " + accepted.chunk());
        out.println("  entries    %s of %s".formatted(accepted.entries(), accepted.stream()));
        out.println("  acceptance " + accepted.id());
        out.println("The hub completes and signs it when the box reaches it.");
        out.println("Next, at the hub: ./roomscribe accept DEVICE --fetch");
    }

    private void show(MicReport report, boolean isJson) {
        var next =
                report.next(
                        "roomscribe-device accept --by NAME",
                        "roomscribe-device doctor",
                        "roomscribe-device mic-check");
        if (isJson) {
            try {
                out.println(new ObjectMapper().writeValueAsString(report.shape(next)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("cannot write the answer as JSON", e);
            }
            return;
        }
        report.lines(report.verdict().word(), next).forEach(out::println);
    }

    /// What was typed.
    private record Words(Path data, String phrase, Duration reading, String by, boolean isJson) {
        static Words parse(List<String> words, Function<Path, Path> dataFolder) {
            var data = dataFolder.apply(USUAL);
            var phrase = MicCheckGuide.PHRASE;
            var seconds = MicCheckGuide.READING_SECONDS;
            var isJson = false;
            var by = "";
            for (var i = 0; i < words.size(); i++) {
                var word = words.get(i);
                switch (word) {
                    case "--json" -> isJson = true;
                    case "--data" -> data = Path.of(value(words, ++i, word));
                    case "--by" -> by = value(words, ++i, word);
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
            return new Words(data, phrase, Duration.ofSeconds(seconds), by, isJson);
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
