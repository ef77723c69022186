package io.roomscribe.provisioning.accuracy;

import io.roomscribe.protocol.accuracy.WordDiff;
import io.roomscribe.protocol.accuracy.WordDifference;
import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe wer`: the word error rate of a transcript, and where it differs.
@Command(
        name = "wer",
        mixinStandardHelpOptions = true,
        description =
                "Compares a transcript with a reference text: word error rate and differences.",
        footer = {
            "",
            "--json: {wer, words, substitutions, deletions, insertions}; wer is a fraction."
        })
public final class WerCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "REFERENCE", description = "text file of what was said")
    private Path reference;

    @Parameters(
            index = "1",
            paramLabel = "TRANSCRIPT",
            description = "text file of what was written down")
    private Path transcript;

    @Option(names = "--all", description = "print the whole text, not only the differences")
    private boolean all;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    public WerCommand(Console console) {
        this.console = console;
    }

    /// What `--json` answers with.
    record Answer(double wer, int words, int substitutions, int deletions, int insertions) {}

    @Override
    public Integer call() {
        var rate = WordErrorRate.of(read(reference), read(transcript));
        if (json) {
            console.answerJson(
                    new Answer(
                            rate.rate(),
                            rate.words(),
                            rate.substitutions(),
                            rate.deletions(),
                            rate.insertions()));
            return ExitCode.OK.number();
        }
        if (all) {
            WordDiff.of(read(reference), read(transcript)).pieces().forEach(this::answer);
        } else {
            rate.differences().forEach(difference -> console.answer(line(difference)));
        }
        console.answer("word error rate " + rate);
        return ExitCode.OK.number();
    }

    private void answer(WordDiff.Piece piece) {
        console.answer(
                piece.isSame()
                        ? "  " + piece.said()
                        : "! "
                                + console.bad(shown(piece.said()))
                                + " -> "
                                + shown(piece.written()));
    }

    private static String shown(String words) {
        return words.isEmpty() ? "(nothing)" : words;
    }

    private String line(WordDifference difference) {
        var position = String.format(Locale.ROOT, "%5d  ", difference.position() + 1);
        return switch (difference) {
            case WordDifference.Substituted(_, var said, var written) ->
                    position + console.bad(said) + " -> " + written;
            case WordDifference.Missing(_, var said) ->
                    position + console.bad(said) + " -> (nothing)";
            case WordDifference.Added(_, var written) -> position + "(nothing) -> " + written;
        };
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read %s (%s)".formatted(file, e.getClass().getSimpleName()),
                    "give two text files in UTF-8, see './roomscribe wer --help'",
                    e);
        }
    }
}
