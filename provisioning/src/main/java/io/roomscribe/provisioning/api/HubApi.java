package io.roomscribe.provisioning.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/// A hub's API for one account.
///
/// Confined to one thread.
public final class HubApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI hub;
    private final String authorization;

    /// @param hub address of its dashboard
    /// @param passwordFile whose first line is the account's password
    /// @throws CommandException when that cannot be read
    public HubApi(URI hub, String user, Path passwordFile) {
        var password = SecretFile.firstLine(passwordFile, "--password-file");
        var login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        this.hub = hub;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /// What the hub answered.
    public record Answer(int status, JsonNode body) {
        /// The body where all is well.
        ///
        /// @throws CommandException otherwise
        public JsonNode ok() {
            if (status / 100 == 2) {
                return body;
            }
            throw new CommandException(
                    ExitCode.FAILED, "the hub answered " + status, "look at the hub's log");
        }
    }

    /// @throws CommandException when no hub answers, or not to this account
    public Answer get(String path) throws InterruptedException {
        return send(request(path).timeout(TIMEOUT).build());
    }

    /// @param document JSON
    /// @param patience how long the answer may take
    /// @throws CommandException when no hub answers, or not to this account
    public Answer post(String path, String document, Duration patience)
            throws InterruptedException {
        return send(
                request(path)
                        .timeout(patience)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(document))
                        .build());
    }

    /// The same for what takes another's place.
    public Answer put(String path, String document) throws InterruptedException {
        return send(
                request(path)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(document))
                        .build());
    }

    /// Sends a file, or a part of one.
    ///
    /// @param patience how long sending and the answer may take
    /// @throws CommandException when no hub answers, or not to this account
    public Answer upload(String path, byte[] content, Duration patience)
            throws InterruptedException {
        return send(
                request(path)
                        .timeout(patience)
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(content))
                        .build());
    }

    /// A file.
    ///
    /// @throws CommandException when no hub answers, or it has none
    public byte[] file(String path) throws InterruptedException {
        try {
            var answer =
                    http.send(request(path).timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            throw new CommandException(
                    ExitCode.FAILED,
                    "the hub answered %d for %s".formatted(answer.statusCode(), path),
                    "look at the hub's log");
        } catch (IOException e) {
            throw silent(e);
        }
    }

    private CommandException silent(IOException e) {
        return new CommandException(
                ExitCode.UNREACHABLE,
                "no hub answers at " + hub,
                "check that the hub runs; run it on the hub's machine, or name its dashboard with"
                        + " --hub",
                e);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.resolve(path)).header("Authorization", authorization);
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            var status = answer.statusCode();
            if (status == 401 || status == 403) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        "the hub does not let this account ask for boxes",
                        "give --user and --password-file of a technician or an admin");
            }
            return new Answer(status, json.readTree(answer.body()));
        } catch (IOException e) {
            throw silent(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
