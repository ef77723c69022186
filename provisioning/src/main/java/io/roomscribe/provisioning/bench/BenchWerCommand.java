package io.roomscribe.provisioning.bench;

import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `roomscribe bench wer`: how well box and hub write down what was said.
@Command(
        name = "wer",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a folder's recordings through a real box and hub and prints the word error rate"
                    + " against what was really said: text files of the same name (meeting.wav with"
                    + " meeting.txt), or a transcripts.tsv with columns 'file' and 'text'.",
            ""
        },
        footer = {
            "",
            "Words are compared in lower case, without punctuation, as by './roomscribe wer'.",
            "",
            "--json: {wer, words, substitutions, deletions, insertions, audioSeconds,",
            "  speechModel, files: [{file, audioSeconds, wer, words, substitutions, deletions,",
            "  insertions}]}; wer is a fraction."
        })
public final class BenchWerCommand implements Callable<Integer> {
    private final Console console;
    private final Ticker ticker;
    private final RandomGenerator random;

    @Mixin private BenchOptions options = new BenchOptions();

    public BenchWerCommand(Console console, Ticker ticker, RandomGenerator random) {
        this.console = console;
        this.ticker = ticker;
        this.random = random;
    }

    /// One recording's figures.
    record FileAnswer(
            String file,
            double audioSeconds,
            double wer,
            int words,
            int substitutions,
            int deletions,
            int insertions) {
        static FileAnswer of(Path audio, Transcribed heard, WordErrorRate rate) {
            return new FileAnswer(
                    Recordings.name(audio),
                    heard.audioSeconds(),
                    rate.rate(),
                    rate.words(),
                    rate.substitutions(),
                    rate.deletions(),
                    rate.insertions());
        }
    }

    /// What `--json` answers with.
    record Answer(
            double wer,
            int words,
            int substitutions,
            int deletions,
            int insertions,
            double audioSeconds,
            String speechModel,
            List<FileAnswer> files) {
        static Answer of(List<FileAnswer> files, String model) {
            var words = files.stream().mapToInt(FileAnswer::words).sum();
            var substitutions = files.stream().mapToInt(FileAnswer::substitutions).sum();
            var deletions = files.stream().mapToInt(FileAnswer::deletions).sum();
            var insertions = files.stream().mapToInt(FileAnswer::insertions).sum();
            return new Answer(
                    (double) (substitutions + deletions + insertions) / Math.max(1, words),
                    words,
                    substitutions,
                    deletions,
                    insertions,
                    files.stream().mapToDouble(FileAnswer::audioSeconds).sum(),
                    model,
                    files);
        }
    }

    @Override
    public Integer call() {
        var folder = options.folder();
        var text = SpokenText.in(folder);
        var recordings =
                Recordings.in(folder).stream().filter(audio -> text.of(audio).isPresent()).toList();
        if (recordings.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "nothing in %s says what is said in its recordings".formatted(folder),
                    "write it into text files of the same names, or into transcripts.tsv");
        }
        try (var site = options.open(console, ticker, random)) {
            var files = new ArrayList<FileAnswer>();
            for (var audio : recordings) {
                var heard = site.transcribe(audio, false);
                var rate = WordErrorRate.of(text.of(audio).orElseThrow(), heard.text());
                files.add(FileAnswer.of(audio, heard, rate));
                if (!options.isJson()) {
                    console.answer(
                            String.format(
                                    Locale.ROOT,
                                    "%-24s %6.1f s  WER %s",
                                    Recordings.name(audio),
                                    heard.audioSeconds(),
                                    rate));
                }
            }
            answer(Answer.of(files, site.model()));
        }
        return ExitCode.OK.number();
    }

    private void answer(Answer all) {
        if (options.isJson()) {
            console.answerJson(all);
            return;
        }
        var names =
                all.files().stream()
                        .map(FileAnswer::file)
                        .limit(3)
                        .collect(Collectors.joining(", "));
        console.answer(
                String.format(
                        Locale.ROOT,
                        "word error rate %.1f %% of %d words, %.0f s in %d recordings of %s (%s%s);"
                                + " speech model %s",
                        100 * all.wer(),
                        all.words(),
                        all.audioSeconds(),
                        all.files().size(),
                        options.folder(),
                        names,
                        all.files().size() > 3 ? ", ..." : "",
                        all.speechModel()));
    }
}
