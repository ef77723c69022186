package io.roomscribe.provisioning.onsite;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.acceptance.SignedReport;
import io.roomscribe.protocol.microphone.MicCheckGuide;
import io.roomscribe.protocol.microphone.MicReport;
import io.roomscribe.protocol.microphone.Screen;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.device.HubOrders;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Accepts one box: the check from the far seat, the box's word, the hub's rows, the files.
///
/// Confined to one thread.
final class AcceptanceVisit {
    /// A box that is online sends within a second.
    private static final Duration HUB_MAX = Duration.ofSeconds(30);

    private static final long LOOK_MILLIS = 300;

    private final HubApi api;
    private final Screen screen;
    private final Ticker ticker;
    private final Wanted wanted;

    /// What the technician asked for.
    record Wanted(String phrase, Duration reading, String by, Path folder, URI hub) {}

    AcceptanceVisit(HubApi api, Screen screen, Ticker ticker, Wanted wanted) {
        this.api = api;
        this.screen = screen;
        this.ticker = ticker;
        this.wanted = wanted;
    }

    /// The newest acceptance that the hub has of a box.
    Optional<SignedReport> accepted(DeviceId device) throws InterruptedException {
        var answer = api.get("/api/v1/devices/%s/acceptances?limit=1".formatted(device));
        for (var one : answer.ok().path("acceptances")) {
            return Optional.of(report(one.path("id").asText()));
        }
        return Optional.empty();
    }

    private SignedReport report(String id) throws InterruptedException {
        var answer = api.get("/api/v1/acceptances/" + id).ok();
        return new SignedReport(
                answer.path("report").asText(),
                answer.path("key").asText(),
                answer.path("signature").asText());
    }

    /// The report of an acceptance that was made before; nobody reads anything.
    Acceptance fetch(DeviceId device) throws InterruptedException {
        var began = ticker.nanos();
        var signed =
                accepted(device)
                        .orElseThrow(() ->
                                new CommandException(
                                        ExitCode.FAILED,
                                        "the hub has no acceptance of " + device,
                                        "let the box reach its hub ('roomscribe-device status'"
                                                + " shows what waits), or run './roomscribe"
                                                + " accept %s'".formatted(device)));
        return new Acceptance.Signed(signed, files(device, signed), ticker.since(began));
    }

    Acceptance accept(DeviceId device) throws InterruptedException {
        var began = ticker.nanos();
        var ear = new HubEar(api, device);
        ear.checkOnline();
        var report =
                new MicCheckGuide(ear, screen, ticker)
                        .check(device.value(), wanted.phrase(), wanted.reading());
        if (!report.verdict().passes() || report.reading().isEmpty()) {
            return new Acceptance.Refused(device, report);
        }
        var id = order(device, report);
        screen.note("     Following the sentence to the hub's rows ...");
        var signed = await(device, id);
        return new Acceptance.Signed(signed, files(device, signed), ticker.since(began));
    }

    private String order(DeviceId device, MicReport report) throws InterruptedException {
        JsonNode done = new HubOrders(api).order(device, "accept", report.acceptance(wanted.by()));
        return done.path("result").path("acceptance").path("id").asText();
    }

    private SignedReport await(DeviceId device, String id) throws InterruptedException {
        var began = ticker.nanos();
        // Never counted down: the hub is asked again a few times a second.
        var never = new CountDownLatch(1);
        while (api.get("/api/v1/acceptances/" + id).status() == 404) {
            if (ticker.since(began).compareTo(HUB_MAX) > 0
                    || never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new CommandException(
                        ExitCode.UNREACHABLE,
                        "%s has accepted, and its word has not reached the hub".formatted(device),
                        "nothing is lost, it comes when the box is connected; then run"
                                + " './roomscribe accept %s --fetch'".formatted(device));
            }
        }
        return report(id);
    }

    private List<Path> files(DeviceId device, SignedReport signed) throws InterruptedException {
        var id = signed.unchecked().accepted().id();
        var query = "?hub=" + URLEncoder.encode(wanted.hub().toString(), StandardCharsets.UTF_8);
        var files = new ArrayList<Path>();
        files.add(
                write(
                        "acceptance-%s.json".formatted(device),
                        (signed.text() + "\n").getBytes(StandardCharsets.UTF_8)));
        files.add(
                write(
                        "acceptance-%s.pdf".formatted(device),
                        api.file("/api/v1/acceptances/%s/report.pdf".formatted(id))));
        for (var form : List.of("png", "pdf")) {
            files.add(
                    write(
                            "label-%s.%s".formatted(device, form),
                            api.file(
                                    "/api/v1/devices/%s/label.%s%s"
                                            .formatted(device, form, query))));
        }
        return files;
    }

    private Path write(String name, byte[] content) {
        var file = wanted.folder().resolve(name);
        try {
            Files.createDirectories(wanted.folder());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot write %s (%s)".formatted(file, e.getClass().getSimpleName()),
                    "the hub has the acceptance; name another folder with --folder and --fetch",
                    e);
        }
    }
}
