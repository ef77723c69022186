package io.roomscribe.provisioning.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.time.Duration;

/// Asks a box for something by way of its hub, and waits for the answer.
final class HubOrders {
    private static final int WAIT_SECONDS = 45;

    private final HubApi api;

    HubOrders(HubApi api) {
        this.api = api;
    }

    /// The command with its result, as the API answers it.
    ///
    /// @param name of a command without fields of its own
    /// @throws CommandException when it was not done, saying why
    JsonNode order(DeviceId device, String name) throws InterruptedException {
        var answer =
                api.post(
                        "/api/v1/devices/%s/commands?wait=%d".formatted(device, WAIT_SECONDS),
                        "{\"name\": \"%s\"}".formatted(name),
                        Duration.ofSeconds(WAIT_SECONDS + 10L));
        if (answer.status() == 404) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the hub does not know a box " + device,
                    "look at its name on the hub's page 'Devices'");
        }
        return done(device, answer.ok());
    }

    private static JsonNode done(DeviceId device, JsonNode command) {
        if (command.path("state").asText().equals("done")) {
            return command;
        }
        var reason = command.path("reason").asText();
        throw new CommandException(
                ExitCode.UNREACHABLE,
                "%s did not do it (%s)"
                        .formatted(
                                device, reason.isEmpty() ? command.path("state").asText() : reason),
                "look on the hub's page 'Devices' whether the box is online");
    }
}
