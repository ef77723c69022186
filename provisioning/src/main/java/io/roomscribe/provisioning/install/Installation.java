package io.roomscribe.provisioning.install;

import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// The steps on one machine, each of which finds out whether it was done before.
///
/// Confined to one thread.
final class Installation {
    /// In the login's home folder: what was sent, and of what was installed a mark.
    private static final String FOLDER = ".roomscribe-install";

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Ssh ssh;
    private final String address;
    private final Machine machine;
    private final Ticker ticker;

    Installation(Ssh ssh, String address, Machine machine, Ticker ticker) {
        this.ssh = ssh;
        this.address = address;
        this.machine = machine;
        this.ticker = ticker;
    }

    /// Whether exactly this package was installed by an earlier run, and is still.
    boolean has(PackageFile file) throws InterruptedException {
        return ssh.run("test -e $HOME/%s/%s.installed".formatted(FOLDER, file.sha256())).status()
                == 0;
    }

    /// Sends a package, from where an earlier run was broken off.
    void send(PackageFile file) throws InterruptedException {
        var name = file.remoteName();
        var asked =
                ssh.run(
                        """
                        mkdir -p $HOME/%1$s && cd $HOME/%1$s && chmod 700 .
                        if [ -e %2$s ]; then echo all; else wc -c < %2$s.part 2>/dev/null || echo 0; fi
                        """
                                .formatted(FOLDER, name));
        var said = done(asked, "make a folder").out().strip();
        if (said.equals("all")) {
            return;
        }
        var have = said.matches("\\d{1,15}") ? Long.parseLong(said) : 0;
        var from = have > file.bytes() ? 0 : have;
        try (var channel = FileChannel.open(file.path());
                InputStream rest = Channels.newInputStream(channel.position(from))) {
            var script =
                    """
                    cd $HOME/%1$s || exit 1
                    [ %4$d = 0 ] && rm -f %2$s.part
                    cat >> %2$s.part || exit 1
                    [ "$(sha256sum < %2$s.part | cut -c1-64)" = %3$s ] && sync %2$s.part && mv %2$s.part %2$s && exit 0
                    [ "$(wc -c < %2$s.part)" -ge %5$d ] && rm -f %2$s.part
                    echo "not all of the package arrived" >&2
                    exit 1
                    """
                            .formatted(FOLDER, name, file.sha256(), from, file.bytes());
            var _ = done(ssh.run(script, rest), "send the package");
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read %s (%s)".formatted(file.path(), e.getClass().getSimpleName()),
                    "build it again with './roomscribe build'",
                    e);
        }
    }

    /// Installs what was sent, with what it needs from the machine's own package sources.
    void install(List<PackageFile> files) throws InterruptedException {
        var names =
                files.stream()
                        .map(file -> "$HOME/%s/%s".formatted(FOLDER, file.remoteName()))
                        .collect(Collectors.joining(" "));
        var marks =
                files.stream()
                        .map(file -> file.sha256() + ".installed")
                        .collect(Collectors.joining(" "));
        var ran =
                ssh.run(
                        """
                        apt="%1$s env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=120"
                        $apt install --reinstall --allow-downgrades %2$s >&2 ||
                          { $apt update >&2 && $apt install --reinstall --allow-downgrades %2$s >&2; } || exit 1
                        cd $HOME/%3$s && rm -f *.installed && touch %4$s && rm -f *.deb *.part
                        """
                                .formatted(machine.sudo(), names, FOLDER, marks));
        if (ran.status() != 0) {
            throw failed(
                    "apt did not install the package (%s)".formatted(ran.lastWords()),
                    "mend that at the machine ('sudo apt --fix-broken install'), then run this again");
        }
    }

    /// Gives the box its configuration, and keeps the one before beside it.
    void configure(String conf) throws InterruptedException {
        var ran =
                ssh.run(
                        """
                        %1$s sh -c '
                          umask 027
                          cd /etc/roomscribe && cat > device.conf.part && chown root:roomscribe device.conf.part &&
                          { [ ! -e device.conf ] || cp -p device.conf device.conf.before; } &&
                          sync device.conf.part && mv device.conf.part device.conf'
                        """
                                .formatted(machine.sudo()),
                        bytes(conf));
        var _ = done(ran, "write the configuration");
    }

    /// Gives the box its claim, which nobody but the box may read.
    void claim(String claim) throws InterruptedException {
        var ran =
                ssh.run(
                        """
                        %1$s sh -c '
                          umask 077
                          folder=/var/lib/roomscribe/identity
                          mkdir -p $folder && chown roomscribe:roomscribe $folder && cat > $folder/claim.part &&
                          chown roomscribe:roomscribe $folder/claim.part && sync $folder/claim.part &&
                          mv $folder/claim.part $folder/claim'
                        """
                                .formatted(machine.sudo()),
                        bytes(claim + "\n"));
        var _ = done(ran, "write the claim");
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    void restart() throws InterruptedException {
        var _ =
                done(
                        ssh.run(
                                "%1$s systemctl enable --quiet roomscribe-device && %1$s systemctl restart roomscribe-device"
                                        .formatted(machine.sudo())),
                        "start the box");
    }

    /// Waits until the box has connected with a certificate: its claim is gone then, and not
    /// before.
    ///
    /// @throws CommandException when it has not, with the box's own last words
    void awaitEnrolled(Duration patience) throws InterruptedException {
        var sinceNanos = ticker.nanos();
        do {
            var ran =
                    ssh.run(
                            "%1$s test -s /var/lib/roomscribe/identity/current.pem && ! %1$s test -e /var/lib/roomscribe/identity/claim"
                                    .formatted(machine.sudo()));
            if (ran.status() == 0) {
                return;
            }
            Thread.sleep(LOOK);
        } while (ticker.since(sinceNanos).compareTo(patience) < 0);
        throw failed(
                "the box runs on %s, but has not become known to the hub in %d s"
                        .formatted(address, patience.toSeconds()),
                "look with 'ssh %s sudo roomscribe-device doctor' and on the hub's page 'Identities', then run this again"
                        .formatted(address));
    }

    private Ssh.Ran done(Ssh.Ran ran, String what) {
        if (ran.status() != 0) {
            throw failed(
                    "cannot %s on %s (%s)".formatted(what, address, ran.lastWords()),
                    "mend that, then run this again; it goes on where it was");
        }
        return ran;
    }

    private static CommandException failed(String why, String cure) {
        return new CommandException(ExitCode.FAILED, why, cure);
    }
}
