package io.roomscribe.provisioning.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.demo.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `roomscribe bench summary`.
@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what minutes cost: tokens sent to a language model divided by the transcript's,"
                    + " over meetings of 15, 30 and 60 minutes, final minutes included.",
            "Aim: tokenRatio, that of the hour, at most 1.6."
        },
        footer = {
            "",
            "--json: {tokenRatio, aim, meetings, method}; meetings are {minutes, words,"
                    + " transcriptTokens, tokensSent, questions, revisions, readAfterSecondsMax,"
                    + " tokenRatio}."
        })
public final class BenchSummaryCommand implements Callable<Integer> {
    private static final double AIM = 1.6;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METHOD =
            "The hub's own summariser, with its default settings, on made-up speech of 15 words every"
                    + " 6 seconds in simulated time. The service answers by a script, so this says"
                    + " what is asked, not how well a model answers. Tokens on both sides are the"
                    + " hub's own upper bound.";

    private final Console console;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    public BenchSummaryCommand(Console console) {
        this.console = console;
    }

    /// As the hub's process writes it.
    record Meeting(
            int minutes,
            int words,
            int transcriptTokens,
            long tokensSent,
            int questions,
            int revisions,
            long readAfterSecondsMax,
            double tokenRatio) {}

    record Result(double tokenRatio, double aim, List<Meeting> meetings, String method) {}

    @Override
    public Integer call() throws InterruptedException {
        var folder = BenchFolder.create();
        try {
            var meetings = measure(folder);
            var result = new Result(meetings.getLast().tokenRatio(), AIM, meetings, METHOD);
            if (json) {
                console.answerJson(result);
            } else {
                print(result);
            }
            return ExitCode.OK.number();
        } finally {
            BenchFolder.delete(folder);
        }
    }

    private List<Meeting> measure(Path folder) throws InterruptedException {
        var command = Installation.find().summaryBench(folder, List.of("15", "30", "60"));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(false).start();
            process.getOutputStream().close();
            process.getErrorStream().close();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw failed("it ended with exit code " + process.exitValue());
            }
            return output.lines().map(BenchSummaryCommand::parse).toList();
        } catch (IOException e) {
            throw failed(e.getClass().getSimpleName());
        }
    }

    private static Meeting parse(String line) {
        try {
            return JSON.readValue(line, Meeting.class);
        } catch (JsonProcessingException e) {
            throw failed("it answered something else");
        }
    }

    private static CommandException failed(String why) {
        return new CommandException(
                ExitCode.FAILED,
                "the hub's bench did not finish: " + why,
                "run './roomscribe build' and try again");
    }

    private void print(Result result) {
        for (var one : result.meetings()) {
            console.answer(
                    String.format(
                            Locale.ROOT,
                            "%2d minutes  ratio %.3f  %d tokens sent for %d said, %d questions, %d"
                                    + " revisions, read after %d s at most",
                            one.minutes(),
                            one.tokenRatio(),
                            one.tokensSent(),
                            one.transcriptTokens(),
                            one.questions(),
                            one.revisions(),
                            one.readAfterSecondsMax()));
        }
        console.answer(
                String.format(Locale.ROOT, "tokenRatio %.3f (aim %.1f)", result.tokenRatio(), AIM));
        console.answer("measured   " + result.method());
    }
}
