package io.roomscribe.provisioning.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.time.Duration;
import java.util.Map;

/// Asks a box for something by way of its hub, and waits for the answer.
public final class HubOrders {
    private static final int WAIT_SECONDS = 45;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubApi api;

    public HubOrders(HubApi api) {
        this.api = api;
    }

    /// The same for a command without fields of its own.
    public JsonNode order(DeviceId device, String name) throws InterruptedException {
        return order(device, name, Map.of());
    }

    /// The command with its result, as the API answers it.
    ///
    /// @throws CommandException when it was not done, saying why
    public JsonNode order(DeviceId device, String name, Map<String, ?> fields)
            throws InterruptedException {
        var command = JSON.createObjectNode().put("name", name);
        command.setAll(JSON.<ObjectNode>valueToTree(fields));
        var answer =
                api.post(
                        "/api/v1/devices/%s/commands?wait=%d".formatted(device, WAIT_SECONDS),
                        command.toString(),
                        Duration.ofSeconds(WAIT_SECONDS + 10L));
        if (answer.status() == 404) {
            throw unknown(device);
        }
        return done(device, answer.ok());
    }

    public static CommandException unknown(DeviceId device) {
        return new CommandException(
                ExitCode.FAILED,
                "the hub does not know a box " + device,
                "look at its name on the hub's page 'Devices'");
    }

    private static JsonNode done(DeviceId device, JsonNode command) {
        if (command.path("state").asText().equals("done")) {
            return command;
        }
        var state = command.path("state").asText();
        var reason = command.path("reason").asText();
        if (state.equals("refused") || state.equals("failed")) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s did not do it (%s)".formatted(device, reason),
                    "look at the box with './roomscribe doctor %s'".formatted(device));
        }
        throw new CommandException(
                ExitCode.UNREACHABLE,
                "%s did not do it (%s)".formatted(device, reason.isEmpty() ? state : reason),
                "look on the hub's page 'Devices' whether the box is online; at the box run"
                        + " 'roomscribe-device doctor'");
    }
}
