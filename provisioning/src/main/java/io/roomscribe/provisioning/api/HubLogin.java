package io.roomscribe.provisioning.api;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The options that say which hub to ask, and as whom.
///
/// Filled by picocli before the command runs.
public final class HubLogin {
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
            defaultValue = "",
            description = "whose first line is the account's password")
    private String passwordFile;

    public HubApi open() {
        if (passwordFile.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "the hub asks who you are",
                    "name a file whose first line is your password with --password-file");
        }
        return new HubApi(hub, user, Path.of(passwordFile));
    }

    public URI hub() {
        return hub;
    }

    public String user() {
        return user;
    }
}
