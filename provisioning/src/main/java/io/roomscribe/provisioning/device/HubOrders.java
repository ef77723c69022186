package io.roomscribe.provisioning.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// Asks a box for something by way of its hub, and waits for the answer.
final class HubOrders {
    private static final int WAIT_SECONDS = 45;

    private final URI hub;
    private final String authorization;
    private final ObjectMapper json = new ObjectMapper();

    HubOrders(URI hub, String user, String password) {
        var login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        this.hub = hub;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /// The command with its result, as the API answers it.
    ///
    /// @param name of a command without fields of its own
    /// @throws CommandException when it was not done, saying why
    JsonNode order(DeviceId device, String name) throws InterruptedException {
        var address =
                hub.resolve("/api/v1/devices/%s/commands?wait=%d".formatted(device, WAIT_SECONDS));
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(Duration.ofSeconds(WAIT_SECONDS + 10L))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"name\": \"%s\"}".formatted(name)))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            var body = json.readTree(answer.body());
            return switch (answer.statusCode()) {
                case 200, 201, 202 -> done(device, body);
                case 401, 403 ->
                        throw new CommandException(
                                ExitCode.REFUSED,
                                "the hub does not let this account ask boxes",
                                "give --user and --password-file of a technician or an admin");
                case 404 ->
                        throw new CommandException(
                                ExitCode.FAILED,
                                "the hub does not know a box " + device,
                                "look at its name on the hub's page 'Devices'");
                default ->
                        throw new CommandException(
                                ExitCode.FAILED,
                                "the hub answered %d".formatted(answer.statusCode()),
                                "look at the hub's log");
            };
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNREACHABLE,
                    "no hub answers at " + hub,
                    "run it on the hub's machine, or name its dashboard with --hub",
                    e);
        }
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
