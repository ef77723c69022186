package io.roomscribe.provisioning.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.api.HubLogin;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe device decommission`: takes a box out of service.
@Command(
        name = "decommission",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a box out of service for good: it records nothing from now on, sends the hub what"
                    + " it still has, erases audio, text and settings, and tells the hub so; then"
                    + " its right to connect ends and it destroys its keys. Transcripts and minutes"
                    + " on the hub stay. A box that is offline begins when it is back within 60"
                    + " days; one that was stolen is cut off with './roomscribe device revoke'.",
            "",
            "To use the box again, give it a new claim: ./roomscribe device claim DEVICE"
        },
        footer = {
            "",
            "--json: {device, state, receipt: {id, by, beganAt, stream, handedOver, erasedAt, files,",
            "bytes}}; state is done, dry-run, or how the order stands, and then without receipt."
        })
public final class DeviceDecommissionCommand implements Callable<Integer> {
    private static final int WAIT_SECONDS_MAX = 120;
    private static final String DRY_RUN = "dry-run";
    private static final String DONE = "done";

    private final Console console;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DEVICE", description = "name of the box, such as room-7")
    private String device;

    @Mixin private final HubLogin login = new HubLogin();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "",
            description = "who decommissions, for the receipt (default: the account)")
    private String by;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "" + WAIT_SECONDS_MAX,
            description = "how long to wait for the receipt, 0 to 120 (default: ${DEFAULT-VALUE})")
    private int wait;

    @Option(names = "--receipt", description = "only fetch the receipt of a box that is done")
    private boolean onlyReceipt;

    @Option(names = "--yes", description = "really do it: what the box erases does not come back")
    private boolean yes;

    @Option(names = "--dry-run", description = "check everything and order nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public DeviceDecommissionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var id = id();
        if (!yes && !dryRun && !onlyReceipt) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s would erase itself, which cannot be undone".formatted(id),
                    "say --yes to do it, or --dry-run to see whether it can be done");
        }
        try (var api = login.open()) {
            if (onlyReceipt) {
                answer(id, DONE, receipt(api, id));
            } else if (dryRun) {
                checkKnown(api, id);
                answer(id, DRY_RUN, null);
            } else {
                var state = order(api, id);
                answer(id, state, state.equals(DONE) ? receipt(api, id) : null);
            }
        }
        return ExitCode.OK.number();
    }

    private DeviceId id() {
        if (wait < 0 || wait > WAIT_SECONDS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--wait takes 0 to " + WAIT_SECONDS_MAX);
        }
        try {
            return new DeviceId(device);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static void checkKnown(HubApi api, DeviceId id) throws InterruptedException {
        var answer = api.get("/api/v1/devices/" + id);
        if (answer.status() == 404) {
            throw HubOrders.unknown(id);
        }
        answer.ok();
    }

    /// @return how the order stands
    private String order(HubApi api, DeviceId id) throws InterruptedException {
        var answer =
                api.post(
                        "/api/v1/devices/%s/decommission?wait=%d".formatted(id, wait),
                        new ObjectMapper()
                                .createObjectNode()
                                .put("by", by.isBlank() ? login.user() : by)
                                .toString(),
                        Duration.ofSeconds(wait + 15L));
        if (answer.status() == 404) {
            throw HubOrders.unknown(id);
        }
        var state = answer.ok().path("state").asText();
        if (state.equals("refused") || state.equals("failed")) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s is not decommissioned (%s)"
                            .formatted(id, answer.body().path("reason").asText()),
                    "do what it says, then run this again");
        }
        return state;
    }

    private static JsonNode receipt(HubApi api, DeviceId id) throws InterruptedException {
        var answer = api.get("/api/v1/devices/%s/decommission".formatted(id));
        if (answer.status() == 404) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the hub has no receipt of " + id,
                    "look at the box with './roomscribe doctor %s'; it erases itself when the hub"
                                    .formatted(id)
                            + " has everything");
        }
        return answer.ok();
    }

    private void answer(DeviceId id, String state, @Nullable JsonNode receipt) {
        if (json) {
            var shape = new LinkedHashMap<String, Object>();
            shape.put("device", id.value());
            shape.put("state", state);
            if (receipt != null) {
                shape.put("receipt", receipt);
            }
            console.answerJson(shape);
        } else if (receipt != null) {
            console.answer(
                    "%s has erased itself at %s: %d files, %d MiB. Receipt %s."
                            .formatted(
                                    id,
                                    receipt.path("erasedAt").asText(),
                                    receipt.path("files").asLong(),
                                    receipt.path("bytes").asLong() >> 20,
                                    receipt.path("id").asText()));
            console.note("Everything it had recorded was at the hub before, and stays there.");
        } else if (state.equals(DRY_RUN)) {
            console.answer("would take %s out of service".formatted(id));
        } else {
            console.answer(
                    "%s is not done yet (%s); it goes on by itself when it is connected."
                            .formatted(id, state));
            console.note(
                    "The receipt, later: ./roomscribe device decommission %s --receipt"
                            .formatted(id));
        }
    }
}
