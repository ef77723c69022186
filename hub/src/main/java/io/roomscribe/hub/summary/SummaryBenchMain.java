package io.roomscribe.hub.summary;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.logging.LogManager;

/// The process behind `roomscribe bench summary`: measures in the folder it is given and writes one
/// line of JSON for each of the meetings whose minutes are named after it.
public final class SummaryBenchMain {
    private static final long SEED = 5;

    private SummaryBenchMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LogManager.getLogManager().reset();
        var out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var json = new ObjectMapper();
        for (var i = 1; i < arguments.length; i++) {
            var bench = new SummaryBench(Path.of(arguments[0]), new Random(SEED));
            out.println(json.writeValueAsString(bench.run(Integer.parseInt(arguments[i]))));
        }
    }
}
