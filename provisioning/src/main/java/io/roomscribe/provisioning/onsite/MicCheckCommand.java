package io.roomscribe.provisioning.onsite;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.microphone.MicCheckGuide;
import io.roomscribe.protocol.microphone.MicReport;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.api.HubLogin;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe mic-check`: whether a box understands somebody at the far seat.
@Command(
        name = "mic-check",
        mixinStandardHelpOptions = true,
        description = {
            "Leads you through the check of a box's microphone, in half a minute: silence, a phrase"
                    + " read aloud from the seat farthest away, the verdict and what to do. The"
                    + " phrase is compared on the box; nothing else that is said is shown here.",
            "",
            "At the box itself: roomscribe-device mic-check"
        },
        footer = {
            "",
            "--json: {device, verdict, passed, meaning, advice, next, phrase, noiseDbfs, speechDbfs,",
            "peakDbfs, clippedPercent, words, missed: [WORD], added, wordErrorRate}. Verdicts: good,",
            "fair, noisy (these pass), silent, clipping, too-quiet, too-noisy, unheard, other-words,",
            "late, poor. Ends with 0 when it passed, with 1 otherwise."
        })
public final class MicCheckCommand implements Callable<Integer> {
    private final Console console;
    private final InputStream keys;
    private final Ticker ticker;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DEVICE", description = "name of the box, such as room-7")
    private String device;

    @Mixin private final HubLogin login = new HubLogin();

    @Mixin private final ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    /// @param keys what is typed at the terminal
    public MicCheckCommand(Console console, InputStream keys, Ticker ticker) {
        this.console = console;
        this.keys = keys;
        this.ticker = ticker;
    }

    @Override
    public Integer call() throws InterruptedException {
        var id = id();
        var length = reading.length();
        MicReport report;
        try (var api = login.open()) {
            var ear = new HubEar(api, id);
            ear.checkOnline();
            report =
                    new MicCheckGuide(ear, new ConsoleScreen(console, keys), ticker)
                            .check(id.value(), reading.phrase(), length);
        }
        show(id, report);
        return (report.verdict().passes() ? ExitCode.OK : ExitCode.FAILED).number();
    }

    private void show(DeviceId id, MicReport report) {
        var verdict = report.verdict();
        var next =
                report.next(
                        "./roomscribe accept " + id,
                        "./roomscribe doctor " + id,
                        "./roomscribe mic-check " + id);
        if (json) {
            var shape = report.shape(next);
            shape.put("device", id.value());
            console.answerJson(shape);
            return;
        }
        var shown = verdict.passes() ? console.good(verdict.word()) : console.bad(verdict.word());
        report.lines(shown, next).forEach(console::answer);
    }

    private DeviceId id() {
        try {
            return new DeviceId(device);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
