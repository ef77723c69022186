package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The image of `image build`, started by UEFI on an emulated arm64 machine, from the card as a
/// technician makes it: it grows its data partition, becomes known to a real hub by its claim, and
/// its first words arrive. It has no sound card, so a recording that was put on its disk is what it
/// hears.
///
/// `-Dappliance.image=FILE` takes an image that is there already; without it one is built, which
/// needs root and half an hour.
class ApplianceSystemTest {
    private static final Duration BUILD = Duration.ofHours(1);
    private static final Duration ENROLMENT = Duration.ofMinutes(15);
    private static final Duration WORDS = Duration.ofMinutes(20);
    private static final String BOX = "room-7";
    private static final String HOST = "10.0.2.2";
    private static final String FIRMWARE = "/usr/share/qemu-efi-aarch64/QEMU_EFI.fd";
    private static final long CARD_BYTES = 4L << 30;
    private static final long ROOT_OFFSET = 257L << 20;

    /// `appliance-console.log` while it runs, `appliance-boot.log` when it worked.
    private static final Path LOGS = ProjectFolder.resolve("hub/system-tests/target");

    @TempDir Path folder;

    @Test
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes half an hour; run it with -Dslow=true")
    void theImageStartsEnrolsAndIsHeard() throws Exception {
        assumeThat(Path.of(FIRMWARE)).as("Debian's qemu-efi-aarch64").exists();
        assumeThat(Path.of("/usr/bin/qemu-system-aarch64")).as("qemu-system-arm").exists();
        var card = folder.resolve("card.img");
        try (var site = new EnrolledSite(folder)) {
            Files.copy(image(site), card);
            commission(site, card);
            site.startHub();
            site.awaitClaims();
            var api = new HubApi(site.httpPort);
            try (var machine = startMachine(card)) {
                Await.until(
                        "the box to be at the hub",
                        ENROLMENT,
                        () -> device(api).path("online").asBoolean(),
                        machine::text);
                Await.until(
                        "its first words",
                        WORDS,
                        () -> !api.segments().isEmpty(),
                        () -> device(api) + "\n" + machine.text());
                keepLog(machine, api);
            }
        }
        assertThat(partitions(card))
                .contains("roomscribe-boot", "roomscribe-root", "roomscribe-data");
    }

    private Path image(EnrolledSite site) {
        var given = System.getProperty("appliance.image", "");
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        var file = folder.resolve("appliance.img");
        var built =
                site.roomscribe(
                        BUILD,
                        "image",
                        "build",
                        file.toString(),
                        "--model",
                        ProjectFolder.resolve("device/models/vosk-model-tiny-en").toString());
        assertThat(built.exitCode()).as(built.text()).isZero();
        return file;
    }

    /// What a technician types, for one box.
    private void commission(EnrolledSite site, Path card) throws IOException {
        var table =
                site.write("rooms.csv", "device,room-name\n" + BOX + ",Board Room\n").toString();
        var key = site.write("id.pub", "ssh-ed25519 AAAAC3Nz technician\n").toString();
        site.initialise("localhost", "127.0.0.1", HOST);
        succeed(site, "plan", "apply", table, "--hub-folder", site.hub.toString());
        succeed(
                site,
                "image",
                "write",
                card.toString(),
                "--plan",
                table,
                "--device",
                BOX,
                "--hub",
                HOST,
                "--broker-port",
                Integer.toString(site.tlsPort),
                "--enrolment-port",
                Integer.toString(site.enrolmentPort),
                "--hub-folder",
                site.hub.toString(),
                "--ssh-key",
                key,
                // An emulated processor is twenty times slower than the machine it runs on.
                "--set",
                "speech.load-timeout=10m",
                "--set",
                "speech.hang-timeout=10m",
                "--set",
                "capture.source=file:/usr/share/roomscribe/meeting.wav");
        bringAlong(ProjectFolder.resolve("provisioning/demo/meeting.wav"), card);
        try (var file = new RandomAccessFile(card.toFile(), "rw")) {
            file.setLength(CARD_BYTES);
        }
    }

    private static void succeed(EnrolledSite site, String... command) {
        var ran = site.roomscribe(command);
        assertThat(ran.exitCode()).as(ran.text()).isZero();
    }

    /// Into the image's root, in place of a microphone.
    private void bringAlong(Path recording, Path card) {
        try (var debugfs =
                ChildProcess.start(
                        "debugfs",
                        folder,
                        Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                        List.of(
                                "/sbin/debugfs",
                                "-w",
                                "-R",
                                "write %s /usr/share/roomscribe/meeting.wav".formatted(recording),
                                card + "?offset=" + ROOT_OFFSET))) {
            assertThat(debugfs.awaitExit(ENROLMENT)).as(debugfs::text).isZero();
        }
    }

    private ChildProcess startMachine(Path card) {
        return ChildProcess.start(
                "machine",
                folder,
                Map.of(),
                List.of(
                        "/usr/bin/qemu-system-aarch64",
                        "-machine",
                        "virt",
                        "-cpu",
                        "cortex-a72",
                        "-accel",
                        "tcg,thread=multi",
                        "-smp",
                        "2",
                        "-m",
                        "2048",
                        "-bios",
                        FIRMWARE,
                        "-drive",
                        "if=none,id=card,format=raw,file=" + card,
                        "-device",
                        "virtio-blk-pci,drive=card",
                        "-netdev",
                        "user,id=net",
                        "-device",
                        "virtio-net-pci,netdev=net,romfile=",
                        "-device",
                        "virtio-rng-pci",
                        "-display",
                        "none",
                        "-monitor",
                        "none",
                        "-chardev",
                        "stdio,id=console,signal=off,logfile="
                                + LOGS.resolve("appliance-console.log"),
                        "-serial",
                        "chardev:console"));
    }

    private static JsonNode device(HubApi api) {
        return api.json("/api/v1/devices")
                .path("devices")
                .valueStream()
                .filter(one -> one.path("id").asText().equals(BOX))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    private static void keepLog(ChildProcess machine, HubApi api) throws IOException {
        Files.writeString(
                LOGS.resolve("appliance-boot.log"),
                machine.output().stream()
                                .map(line -> line.replaceAll("\\e\\[[0-9;?]*[A-Za-z]", ""))
                                .collect(Collectors.joining("\n"))
                        + "\n\n-- the hub: "
                        + device(api)
                        + "\n-- first segment: "
                        + api.segments().getFirst()
                        + "\n");
    }

    private String partitions(Path card) {
        try (var sfdisk =
                ChildProcess.start(
                        "sfdisk",
                        folder,
                        Map.of(),
                        List.of("/sbin/sfdisk", "--dump", card.toString()))) {
            assertThat(sfdisk.awaitExit(ENROLMENT)).as(sfdisk::text).isZero();
            return sfdisk.text();
        }
    }
}
