package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `device install` on a Debian machine behind a real SSH server, with the real package, until a
/// real hub knows the box.
class DeviceInstallSystemTest {
    private static final String BOX = "room-7";

    @TempDir Path folder;
    private List<Path> packages = List.of();

    @Test
    void aMachineBecomesABoxWhateverGoesWrongInBetween() throws Exception {
        assumeTrue(SshMachine.whyNot().isEmpty(), SshMachine.whyNot());
        try (var site = new EnrolledSite(folder);
                var machine = new SshMachine(folder.resolve("machine"))) {
            site.initialise();
            site.startHub();
            packages =
                    List.of(
                            ProjectFolder.resolve("device/target/roomscribe-device_amd64.deb"),
                            machine.emptyPackage("roomscribe-runtime", "25.0.1"));
            site.write("rooms.csv", "device,room-name\nroom-7,Library\n");
            var applied =
                    site.roomscribe(
                            "plan",
                            "apply",
                            folder.resolve("rooms.csv").toString(),
                            "--hub-folder",
                            site.hub.toString());
            assertThat(applied.exitCode()).as(applied.text()).isZero();
            site.awaitClaims();

            refusesAMachineThatIsNotKnown(site, machine);
            refusesWhatIsNoDebian(site, machine);

            var planned = install(site, machine, "--dry-run");
            assertThat(planned.text()).contains("would do: install, configure, claim, restart");
            assertThat(machine.file("/etc/roomscribe")).doesNotExist();

            machine.cutNext();
            var cut = install(site, machine);
            assertThat(cut.exitCode()).as(cut.text()).isEqualTo(3);
            assertThat(cut.text()).contains("it goes on where it was");
            assertThat(part(machine)).hasSize(5_000_000);

            var installed = install(site, machine);
            assertThat(installed.exitCode()).as(installed.text() + machine.log()).isZero();
            assertThat(installed.text()).contains("room-7 is on", "and the hub knows it");
            assertThat(new HubApi(site.httpPort).json("/api/v1/identities").toString())
                    .contains(BOX);
            belongsToTheBox(machine);
            assertThat(claim()).hasSizeGreaterThan(8);
            assertThat(installed.text() + machine.log()).doesNotContain(claim());

            var again = install(site, machine, "--json");
            assertThat(again.exitCode()).as(again.text()).isZero();
            assertThat(again.output().getLast()).contains("\"steps\":[]");

            var changed = install(site, machine, "--set", "capture.sync-interval=2s", "--json");
            assertThat(changed.exitCode()).as(changed.text() + machine.log()).isZero();
            assertThat(changed.output().getLast())
                    .contains("\"steps\":[\"configure\",\"restart\"]");
            assertThat(machine.file("/etc/roomscribe/device.conf.before")).exists();
        }
    }

    private void refusesAMachineThatIsNotKnown(EnrolledSite site, SshMachine machine)
            throws IOException {
        var unknown = install(site, machine, machine.key("known"), folder.resolve("nobody"));
        assertThat(unknown.exitCode()).as(unknown.text()).isEqualTo(4);
        assertThat(unknown.text()).contains("host key", "not known", "ssh-keyscan -p");
        var stranger = install(site, machine, machine.key("stranger"), machine.knownHosts());
        assertThat(stranger.exitCode()).as(stranger.text()).isEqualTo(4);
        assertThat(stranger.text()).contains("does not let this key in", "--identity");
    }

    private void refusesWhatIsNoDebian(EnrolledSite site, SshMachine machine) throws IOException {
        var release = machine.file("/etc/os-release");
        var before = Files.readString(release);
        Files.delete(release);
        Files.writeString(release, "ID=fedora\nVERSION_ID=43\n");
        var fedora = install(site, machine);
        assertThat(fedora.exitCode()).as(fedora.text()).isEqualTo(4);
        assertThat(fedora.text()).contains("does not run Debian", "image write");
        Files.writeString(release, before);
    }

    private static void belongsToTheBox(SshMachine machine) throws IOException {
        assertThat(machine.file("/var/lib/roomscribe/identity/claim")).doesNotExist();
        var conf =
                Files.readAttributes(
                        machine.file("/etc/roomscribe/device.conf"), PosixFileAttributes.class);
        assertThat(PosixFilePermissions.toString(conf.permissions())).isEqualTo("rw-r-----");
        assertThat(Files.readString(machine.file("/etc/roomscribe/device.conf")))
                .contains("Written by roomscribe device install", "device.id = " + BOX);
    }

    private static Path part(SshMachine machine) throws IOException {
        try (Stream<Path> files = Files.list(machine.file("/root/.roomscribe-install"))) {
            return files.filter(file -> file.toString().endsWith(".part"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String claim() throws IOException {
        return Files.readString(folder.resolve("rooms.csv.claims"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(BOX + ","))
                .findFirst()
                .orElseThrow()
                .split(",", -1)[2];
    }

    private EnrolledSite.Ran install(EnrolledSite site, SshMachine machine, String... more)
            throws IOException {
        return install(site, machine, machine.key("known"), machine.knownHosts(), more);
    }

    private EnrolledSite.Ran install(
            EnrolledSite site, SshMachine machine, Path key, Path knownHosts, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "device",
                                "install",
                                "root@127.0.0.1",
                                "--port",
                                Integer.toString(machine.port),
                                "--identity",
                                key.toString(),
                                "--known-hosts",
                                knownHosts.toString(),
                                "--plan",
                                folder.resolve("rooms.csv").toString(),
                                "--device",
                                BOX,
                                "--hub",
                                "127.0.0.1",
                                "--hub-folder",
                                site.hub.toString(),
                                "--broker-port",
                                Integer.toString(site.tlsPort),
                                "--enrolment-port",
                                Integer.toString(site.enrolmentPort),
                                "--set",
                                "capture.source=file:/opt/meeting.wav",
                                "--set",
                                "speech.model=/opt/vosk-model-tiny-en"));
        packages.forEach(one -> words.addAll(List.of("--deb", one.toString())));
        words.addAll(List.of(more));
        return site.roomscribe(words.toArray(String[]::new));
    }
}
