package io.roomscribe.provisioning.install;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs shell scripts on a machine, one connection each. Scripts hold no secret; what is one goes
/// through stdin.
///
/// Confined to one thread.
final class Ssh {
    /// The status by which `ssh` says that it failed itself.
    private static final int OWN_FAILURE = 255;

    private final SshOptions options;
    private final List<String> command;

    Ssh(SshOptions options) {
        this.options = options;
        this.command = options.command();
    }

    /// What a script did.
    record Ran(int status, String out, String err) {
        /// The last line that says something, for an error message.
        String lastWords() {
            var said = err.isBlank() ? out : err;
            return said.lines()
                    .filter(line -> !line.isBlank())
                    .reduce("", (_, last) -> last)
                    .strip();
        }
    }

    Ran run(String script) throws InterruptedException {
        return run(script, InputStream.nullInputStream());
    }

    /// @param input for the script's stdin
    /// @throws CommandException when the machine cannot be reached or does not let us in
    Ran run(String script, InputStream input) throws InterruptedException {
        var words = new ArrayList<>(command);
        words.add("sh -c '%s'".formatted(script.replace("'", "'\\''")));
        try {
            var process = new ProcessBuilder(words).start();
            try {
                var out = reading(process.getInputStream());
                var err = reading(process.getErrorStream());
                var isSent = send(process, input);
                var status = process.waitFor();
                var ran = new Ran(status, out.join(), err.join());
                if (status == OWN_FAILURE || (status == 0 && !isSent)) {
                    throw unreached(ran.err());
                }
                return ran;
            } finally {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                var _ = process.waitFor(1, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot start 'ssh' (%s)".formatted(e.getClass().getSimpleName()),
                    "install it: 'sudo apt install openssh-client'",
                    e);
        }
    }

    /// @return false when the other side went away before it had everything
    private static boolean send(Process process, InputStream input) {
        try (var to = process.getOutputStream()) {
            input.transferTo(to);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static CompletableFuture<String> reading(InputStream from) {
        var text = new CompletableFuture<String>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        text.complete(new String(from.readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        text.complete("");
                    }
                });
        return text;
    }

    private CommandException unreached(String said) {
        var words = said.toLowerCase(Locale.ROOT);
        if (words.contains("host key verification failed") || words.contains("host key is known")) {
            var changed = words.contains("has changed");
            return new CommandException(
                    ExitCode.REFUSED,
                    changed
                            ? "%s shows another host key than the known one".formatted(address())
                            : "the host key of %s is not known".formatted(address()),
                    changed
                            ? "find out why before you go on; after a new installation: 'ssh-keygen -R HOST'"
                            : "compare what '%s' shows with 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub' at the machine, then run 'ssh %s' once"
                                    .formatted(options.keyScan(), address()));
        }
        if (words.contains("permission denied")) {
            return new CommandException(
                    ExitCode.REFUSED,
                    "%s does not let this key in".formatted(address()),
                    "try 'ssh %s'; name the key with --identity, or the login as USER@ADDRESS"
                            .formatted(address()));
        }
        var last = said.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
        return new CommandException(
                ExitCode.UNREACHABLE,
                "the connection to %s failed%s"
                        .formatted(
                                address(), last.isEmpty() ? "" : " (%s)".formatted(last.strip())),
                "check address, network and that its SSH server runs, then run this again; it goes on"
                        + " where it was");
    }

    private String address() {
        return options.address();
    }
}
