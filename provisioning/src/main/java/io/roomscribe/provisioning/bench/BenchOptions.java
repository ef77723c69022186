package io.roomscribe.provisioning.bench;

import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.demo.Installation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What every `bench` command takes that plays a folder's recordings through box and hub.
final class BenchOptions {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "recordings and references")
    private Path folder;

    @Option(
            names = "--speech-model",
            paramLabel = "FOLDER",
            description = "another Vosk model than the bundled one")
    private Optional<Path> speechModel;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    Path folder() {
        return folder;
    }

    boolean isJson() {
        return json;
    }

    BenchSite open(Console console, Ticker ticker, RandomGenerator random) {
        return BenchSite.open(Installation.find(), speechModel, console, ticker, random);
    }
}
