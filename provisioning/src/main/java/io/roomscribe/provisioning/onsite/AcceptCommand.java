package io.roomscribe.provisioning.onsite;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.acceptance.AcceptanceReport;
import io.roomscribe.protocol.acceptance.SignedReport;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.api.HubLogin;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.plan.Plan;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe accept`: one sentence followed from the far seat to the hub's rows, and the signed
/// report of it.
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the microphone from the far seat, follows the sentence that was read to its rows"
                    + " in the hub, and writes a signed report (JSON, PDF) and a label for the box"
                    + " (PNG, PDF). With --plan it does so for every box of a table that is not"
                    + " accepted yet, so it can be stopped and begun again at any time.",
            "",
            "Without a network, at the box itself: roomscribe-device accept --by NAME. The hub"
                    + " completes the report once the box reaches it; fetch it then with --fetch.",
            "",
            "Whether a report is genuine: ./roomscribe accept verify FILE"
        },
        footer = {
            "",
            "--json: {device, accepted, id, by, at, verdict, recording, chunk, stream, entries,",
            "segments, meeting, files, seconds, next}; with --plan {boxes: [...], accepted, open}.",
            "Ends with 0 when all is accepted, with 1 otherwise."
        })
public final class AcceptCommand implements Callable<Integer> {
    private final Console console;
    private final InputStream keys;
    private final Ticker ticker;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DEVICE",
            arity = "0..1",
            defaultValue = "",
            description = "name of the box, such as room-7")
    private String device;

    @Option(
            names = "--plan",
            paramLabel = "TABLE",
            description = "every box of this table that is not accepted yet")
    private Optional<Path> plan = Optional.empty();

    @Mixin private final HubLogin login = new HubLogin();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "",
            description = "who accepts, for the report (default: the account)")
    private String by;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "where the report and the label are written (default: here)")
    private Path folder;

    @Mixin private final ReadingOptions reading = new ReadingOptions();

    @Option(
            names = "--fetch",
            description = "only fetch the report of an acceptance that was made before")
    private boolean fetch;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    /// @param keys what is typed at the terminal
    public AcceptCommand(Console console, InputStream keys, Ticker ticker) {
        this.console = console;
        this.keys = keys;
        this.ticker = ticker;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (device.isEmpty() == plan.isEmpty()) {
            throw wrong("name one box, or a table with --plan");
        }
        var length = reading.length();
        try (var api = login.open()) {
            return (plan.isEmpty() ? one(visit(api, length)) : all(visit(api, length))).number();
        }
    }

    private ExitCode one(AcceptanceVisit visit) throws InterruptedException {
        try {
            var box = new DeviceId(device);
            var outcome = fetch ? visit.fetch(box) : visit.accept(box);
            if (json) {
                console.answerJson(outcome.shape());
            } else {
                outcome.lines().forEach(console::answer);
            }
            return outcome.isAccepted() ? ExitCode.OK : ExitCode.FAILED;
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() == null ? "this is no box's name" : e.getMessage());
        }
    }

    private ExitCode all(AcceptanceVisit visit) throws InterruptedException {
        var boxes = Plan.readFaultless(plan.orElseThrow()).boxes();
        var tour = new PlanTour(console, visit).walk(boxes);
        if (json) {
            var shape = new LinkedHashMap<String, Object>();
            shape.put("boxes", tour.rows());
            shape.putAll(tour.counts());
            console.answerJson(shape);
        } else {
            tour.lines().forEach(console::answer);
        }
        return tour.isDone() ? ExitCode.OK : ExitCode.FAILED;
    }

    private AcceptanceVisit visit(HubApi api, Duration length) {
        return new AcceptanceVisit(
                api,
                new ConsoleScreen(console, keys),
                ticker,
                new AcceptanceVisit.Wanted(
                        reading.phrase(),
                        length,
                        by.isBlank() ? login.user() : by,
                        folder,
                        login.hub()));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// What `--json` tells of a report.
    static Map<String, Object> shape(AcceptanceReport report, SignedReport signed) {
        var accepted = report.accepted();
        var shape = new LinkedHashMap<String, Object>();
        shape.put("device", report.device().value());
        shape.put("room", report.roomName());
        shape.put("id", accepted.id().toString());
        shape.put("by", accepted.by());
        shape.put("at", accepted.at().toString());
        shape.put("verdict", report.verdict());
        shape.put("recording", accepted.heard().stretch().recording().toString());
        shape.put("chunk", accepted.chunk().toString());
        shape.put("stream", accepted.stream().toString());
        shape.put("entries", accepted.entries());
        shape.put(
                "segments", report.segments().stream().map(AcceptanceReport.Row::number).toList());
        shape.put(
                "meeting",
                report.segments().stream()
                        .findFirst()
                        .map(AcceptanceReport.Row::meeting)
                        .orElse(""));
        shape.put("key", signed.fingerprint());
        return shape;
    }
}
