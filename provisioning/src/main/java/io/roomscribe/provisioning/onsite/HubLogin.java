package io.roomscribe.provisioning.onsite;

import io.roomscribe.provisioning.api.HubApi;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The options that say which hub to ask, and as whom.
///
/// Filled by picocli before the command runs.
final class HubLogin {
    @Option(
            names = "--hub",
            paramLabel = "ADDRESS",
            defaultValue = "http://127.0.0.1:8080",
            description = "the hub's dashboard (default: ${DEFAULT-VALUE})")
    private URI hub;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "admin",
            description = "a technician's or an admin's account (default: ${DEFAULT-VALUE})")
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            required = true,
            description = "whose first line is the account's password")
    private Path passwordFile;

    HubApi open() {
        return new HubApi(hub, user, passwordFile);
    }

    URI hub() {
        return hub;
    }

    String user() {
        return user;
    }
}
