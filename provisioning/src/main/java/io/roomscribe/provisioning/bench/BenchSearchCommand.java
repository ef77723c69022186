package io.roomscribe.provisioning.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.demo.Installation;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `roomscribe bench search`: how long searches take, and what the index costs.
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the hub's search on made-up speech: words with English's frequencies, twelve"
                    + " every five seconds, in meetings of an hour in 20 rooms; made-up vectors of 384"
                    + " dimensions, one for 45 seconds. A thousand searches by words and meaning, a"
                    + " third of them in one room, a third in a month, one after the other.",
            "Aim: p95Millis below 50 at a million segments on two cores."
        },
        footer = {
            "",
            "The bare query is Lucene's two queries in the same index, with nothing made of what they",
            "find; ratio is p50Millis over its median. Making a real question's vector comes on top,",
            "about 5 ms.",
            "",
            "--json: {segments, passages, queries, p50Millis, p95Millis, bareP50Millis, bareP95Millis,",
            "  ratio, indexBytes, indexSeconds, synthetic}"
        })
public final class BenchSearchCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--segments",
            paramLabel = "N",
            defaultValue = "100000",
            description = "how many segments, ${DEFAULT-VALUE} by default")
    private int segments;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    public BenchSearchCommand(Console console) {
        this.console = console;
    }

    /// What `--json` answers with.
    ///
    /// @param synthetic always true: text and vectors are made up
    record Answer(
            int segments,
            int passages,
            int queries,
            double p50Millis,
            double p95Millis,
            double bareP50Millis,
            double bareP95Millis,
            double ratio,
            long indexBytes,
            double indexSeconds,
            boolean synthetic) {}

    @Override
    public Integer call() throws InterruptedException {
        if (segments < 1000 || segments > 20_000_000) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "cannot measure %d segments".formatted(segments),
                    "give 1000 to 20000000");
        }
        var folder = BenchFolder.create();
        try {
            var answer = measure(folder);
            if (json) {
                console.answerJson(answer);
            } else {
                print(answer);
            }
            return ExitCode.OK.number();
        } finally {
            BenchFolder.delete(folder);
        }
    }

    private Answer measure(java.nio.file.Path folder) throws InterruptedException {
        var command = Installation.find().searchBench(folder.resolve("hub"), segments);
        try {
            var process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var exit = process.waitFor();
            if (exit != 0) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "the measurement ended with code " + exit,
                        "see what it said above; it needs about 2 GB of disk for a million segments");
            }
            return answer(said);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the measurement cannot be started (%s)".formatted(e.getMessage()),
                    "run './roomscribe build'",
                    e);
        }
    }

    private static Answer answer(String said) throws JsonProcessingException {
        var figures = new ObjectMapper().readTree(said.lines().reduce("", (_, last) -> last));
        return new Answer(
                figures.path("segments").asInt(),
                figures.path("passages").asInt(),
                figures.path("queries").asInt(),
                figures.path("p50Millis").asDouble(),
                figures.path("p95Millis").asDouble(),
                figures.path("bareP50Millis").asDouble(),
                figures.path("bareP95Millis").asDouble(),
                figures.path("ratio").asDouble(),
                figures.path("indexBytes").asLong(),
                figures.path("indexSeconds").asDouble(),
                true);
    }

    private void print(Answer answer) {
        console.answer(
                String.format(
                        Locale.ROOT,
                        """
                        segments     %,d, synthetic, with %,d synthetic vectors
                        p50Millis    %.1f
                        p95Millis    %.1f (aim below 50 at a million)
                        bare Lucene  %.1f median, %.1f p95; ratio of the medians %.2f
                        index        %.0f MiB, made in %.0f s\
                        """,
                        answer.segments,
                        answer.passages,
                        answer.p50Millis,
                        answer.p95Millis,
                        answer.bareP50Millis,
                        answer.bareP95Millis,
                        answer.ratio,
                        answer.indexBytes / 1048576.0,
                        answer.indexSeconds));
    }
}
