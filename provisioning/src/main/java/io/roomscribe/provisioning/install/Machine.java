package io.roomscribe.provisioning.install;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What a machine is and has, as it says itself.
///
/// Immutable.
///
/// @param architecture Debian's word, `amd64` or `arm64`
/// @param sudo what makes a command root's; empty for root
/// @param freeMebibytes where packages and data go
/// @param installed version of the box's software, empty without
/// @param confSha256 of its configuration, empty without
/// @param isEnrolled whether it has a certificate
record Machine(
        String architecture,
        String sudo,
        long freeMebibytes,
        boolean hasJava,
        String installed,
        String confSha256,
        boolean isEnrolled) {
    /// Package, runtime, and room to record in.
    private static final long FREE_MEBIBYTES_MIN = 600;

    private static final Set<String> ARCHITECTURES = Set.of("amd64", "arm64");

    private static final String LOOK =
            """
            . /etc/os-release 2>/dev/null
            echo "os=$ID $ID_LIKE"
            echo "version=$VERSION_ID"
            echo "architecture=$(dpkg --print-architecture 2>/dev/null)"
            if [ "$(id -u)" = 0 ]; then s=; echo root=yes
            elif sudo -n true 2>/dev/null; then s="sudo -n"; echo root=sudo
            else echo root=no; exit 0; fi
            [ -d /run/systemd/system ] && echo systemd=yes
            echo "free=$(df -Pm /var | awk 'NR==2{print $4}')"
            for java in /usr/lib/roomscribe/runtime/bin/java /usr/lib/jvm/*-25-*/bin/java; do
              [ -x "$java" ] && echo java=yes
            done
            case $(dpkg-query -W -f '${Status}' roomscribe-device 2>/dev/null) in
              "install ok installed") echo "installed=$(dpkg-query -W -f '${Version}' roomscribe-device)" ;;
            esac
            echo "conf=$($s sha256sum /etc/roomscribe/device.conf 2>/dev/null | cut -c1-64)"
            $s test -s /var/lib/roomscribe/identity/current.pem && echo enrolled=yes
            exit 0
            """;

    /// Looks at a machine.
    ///
    /// @throws CommandException when it cannot become a box, saying why
    static Machine look(Ssh ssh, String address) throws InterruptedException {
        var said = new HashMap<String, String>();
        ssh.run(LOOK)
                .out()
                .lines()
                .forEach(line -> {
                    var parts = line.split("=", 2);
                    if (parts.length == 2) {
                        said.put(parts[0], parts[1].strip());
                    }
                });
        check(said, address);
        return new Machine(
                said.getOrDefault("architecture", ""),
                said.getOrDefault("root", "").equals("yes") ? "" : "sudo -n",
                number(said.getOrDefault("free", "")),
                said.containsKey("java"),
                said.getOrDefault("installed", ""),
                said.getOrDefault("conf", ""),
                said.containsKey("enrolled"));
    }

    private static long number(String text) {
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    }

    private static void check(Map<String, String> said, String address) {
        var os = said.getOrDefault("os", "");
        if (!(" " + os + " ").contains(" debian ")) {
            throw refused(
                    "%s does not run Debian or Raspberry Pi OS (it says '%s')"
                            .formatted(address, os.strip()),
                    "install Debian 12 or newer on it, or write a card with './roomscribe image write'");
        }
        if (number(said.getOrDefault("version", "").replaceFirst("\\..*", "")) < 12) {
            throw refused(
                    "%s runs Debian %s".formatted(address, said.getOrDefault("version", "?")),
                    "upgrade it to Debian 12 or newer");
        }
        if (!ARCHITECTURES.contains(said.getOrDefault("architecture", ""))) {
            throw refused(
                    "%s is a machine for %s".formatted(address, said.get("architecture")),
                    "use one with 64 bits (amd64 or arm64); on a Raspberry Pi the 64-bit system");
        }
        if (said.getOrDefault("root", "no").equals("no")) {
            throw refused(
                    "the login on %s may not become root without a password".formatted(address),
                    "log in as another with USER@ADDRESS, or allow it there with 'sudo visudo'");
        }
        if (!said.containsKey("systemd")) {
            throw refused(
                    "%s is not run by systemd, which has to start the box".formatted(address),
                    "use a machine with an ordinary Debian, and no container");
        }
        if (!said.containsKey("installed")
                && number(said.getOrDefault("free", "")) < FREE_MEBIBYTES_MIN) {
            throw refused(
                    "%s has %s MiB free, %d are needed"
                            .formatted(address, said.get("free"), FREE_MEBIBYTES_MIN),
                    "free some space in its /var");
        }
    }

    private static CommandException refused(String why, String cure) {
        return new CommandException(ExitCode.REFUSED, why, cure);
    }
}
