package io.roomscribe.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.device.admin.LiveMicrophone;
import io.roomscribe.device.doctor.DoctorFinding;
import io.roomscribe.device.doctor.Examination;
import io.roomscribe.device.identity.Keyring;
import io.roomscribe.device.speech.SpeechConfig;
import io.roomscribe.device.speech.SpeechException;
import io.roomscribe.device.speech.SpeechTrial;
import io.roomscribe.device.speech.WorkerLaunch;
import io.roomscribe.protocol.configuration.ConfigurationException;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.identity.PinnedTrust;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// `roomscribe-device doctor [CONFIGURATION] [--json]`: what is wrong with this box.
///
/// Confined to the thread of `Main`.
final class DoctorCommand {
    private static final Path USUAL = Path.of("/etc/roomscribe/device.conf");
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final Ticker ticker;

    DoctorCommand(PrintStream out, PrintStream err, Clock clock, Ticker ticker) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// @return 0 for a healthy box, 1 when something is wrong
    int run(List<String> words) {
        var arguments = new ArrayList<>(words);
        var isJson = arguments.remove("--json");
        if (arguments.size() > 1 || arguments.stream().anyMatch(one -> one.startsWith("-"))) {
            err.println("usage: roomscribe-device doctor [CONFIGURATION] [--json]");
            return USAGE;
        }
        var file = arguments.isEmpty() ? USUAL : Path.of(arguments.getFirst());
        try {
            var config = DeviceConfig.read(ConfigurationReader.of(file));
            var findings =
                    examine(
                            config,
                            new LiveMicrophone(config.data().folder())::noiseDbfs,
                            () -> speechFactor(config.speech()),
                            clock,
                            ticker);
            if (isJson) {
                out.println(
                        new ObjectMapper()
                                .writeValueAsString(Map.of("findings", shapes(findings))));
            } else {
                show(findings);
            }
            return findings.isEmpty() ? OK : FAILED;
        } catch (ConfigurationException e) {
            err.println("roomscribe-device: " + e.getMessage());
            return USAGE;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the answer as JSON", e);
        }
    }

    /// What is wrong with the box that has this configuration; takes some seconds.
    static List<DoctorFinding> examine(
            DeviceConfig config,
            Supplier<OptionalDouble> noise,
            Supplier<OptionalDouble> speechFactor,
            Clock clock,
            Ticker ticker) {
        var data = config.data().folder();
        return new Examination(
                        Path.of("/"),
                        data,
                        Optional.of(config.link().broker()),
                        config.identity().hub(),
                        new PinnedTrust(config.identity().pins(), clock::instant, () -> true),
                        new Keyring(data).certificateEnd(),
                        noise,
                        speechFactor,
                        clock,
                        ticker)
                .findings();
    }

    /// Measured with a worker of its own, in a folder of its own, which goes.
    private OptionalDouble speechFactor(SpeechConfig config) {
        err.println("Measuring how fast speech is recognised; a large model takes a minute...");
        try {
            var work = Files.createTempDirectory("roomscribe-doctor");
            try {
                return new SpeechTrial(config, WorkerLaunch.likeThisProcess(work), ticker).factor();
            } finally {
                TranscribeCommand.clear(work);
            }
        } catch (SpeechException | IOException e) {
            err.println("It could not be measured: " + e.getMessage());
            return OptionalDouble.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }

    private static List<Map<String, String>> shapes(List<DoctorFinding> findings) {
        return findings.stream()
                .map(one ->
                        Map.of(
                                "id", one.id(),
                                "severity", one.severity().word(),
                                "evidence", one.evidence(),
                                "fix", one.fix()))
                .toList();
    }

    private void show(List<DoctorFinding> findings) {
        if (findings.isEmpty()) {
            out.println("Nothing is wrong with this box.");
            return;
        }
        for (var one : findings) {
            out.println(
                    "%-7s %s: %s"
                            .formatted(
                                    one.severity() == Severity.ERROR
                                            ? "ERROR"
                                            : one.severity().word(),
                                    one.id(),
                                    one.evidence()));
            out.println("        " + one.fix());
        }
        err.println("Mend these from the top, then 'roomscribe-device doctor' again.");
    }
}
