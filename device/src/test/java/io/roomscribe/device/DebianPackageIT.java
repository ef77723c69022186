package io.roomscribe.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The packages that the build made, with dpkg itself, in a root of their own.
@Timeout(120)
final class DebianPackageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern EXPOSURE = Pattern.compile("exposure level.*: ([0-9.]+) ");

    @TempDir Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void aRootOfItsOwn() throws IOException {
        root = folder.resolve("root");
        for (var one : List.of("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/log")) {
            Files.createDirectories(root.resolve(one));
        }
        Files.writeString(root.resolve("var/lib/dpkg/status"), "");
        Files.writeString(root.resolve("var/lib/dpkg/arch"), "amd64\narm64\n");
    }

    private static boolean has(String tool) {
        return List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").stream()
                .anyMatch(it -> Files.isExecutable(Path.of(it, tool)));
    }

    private static Path deb(String architecture) {
        return ProjectFolder.resolve("device/target/roomscribe-device_" + architecture + ".deb");
    }

    private String run(String... command) {
        try (var process =
                ChildProcess.start(command[0], folder, Map.of("LC_ALL", "C"), List.of(command))) {
            assertThat(process.awaitExit(PATIENCE)).as("%s", process.text()).isZero();
            return process.text();
        }
    }

    private String dpkg(String... action) {
        var command = new java.util.ArrayList<String>();
        command.addAll(
                List.of(
                        "dpkg",
                        "--root=" + root,
                        "--log=/dev/null",
                        "--force-not-root",
                        "--force-depends",
                        "--force-script-chrootless"));
        command.addAll(List.of(action));
        return run(command.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "arm64"})
    void carriesWhatABoxNeeds(String architecture) {
        assumeTrue(has("dpkg-deb"), "skipped: dpkg is not installed");

        assertThat(run("dpkg-deb", "--field", deb(architecture).toString()))
                .contains("Architecture: " + architecture)
                .contains("roomscribe-runtime");
        assertThat(run("dpkg-deb", "--contents", deb(architecture).toString()))
                .contains("root/root")
                .containsPattern("-rwxr-xr-x .* ./usr/bin/roomscribe-device")
                .containsPattern("-rw-r--r-- .* ./usr/lib/roomscribe/roomscribe-device.jar")
                .containsPattern("-rw-r--r-- .* ./usr/lib/roomscribe/jvm.options")
                .contains("./lib/systemd/system/roomscribe-device.service")
                .contains("./usr/share/doc/roomscribe-device/configuration.md");
    }

    @Test
    void isInstalledKeptAndPurged() throws IOException {
        assumeTrue(has("dpkg"), "skipped: dpkg is not installed");
        var data = root.resolve("var/lib/roomscribe");

        assertThat(dpkg("--install", deb("amd64").toString()))
                .contains("systemctl start roomscribe-device");
        assertThat(root.resolve("usr/bin/roomscribe-device")).isExecutable();
        assertThat(root.resolve("etc/roomscribe/device.conf")).exists();
        assertThat(Files.size(root.resolve("usr/lib/roomscribe/roomscribe-device.jar")))
                .isGreaterThan(1_000_000);
        Files.writeString(Files.createDirectories(data).resolve("recorded"), "speech");

        assertThat(dpkg("--remove", "roomscribe-device")).contains("is kept");
        assertThat(data.resolve("recorded")).exists();
        assertThat(root.resolve("usr/bin/roomscribe-device")).doesNotExist();

        assertThat(dpkg("--purge", "roomscribe-device")).contains("erasing everything");
        assertThat(data).doesNotExist();
        assertThat(root.resolve("etc/roomscribe")).doesNotExist();
    }

    @Test
    void hasScriptsThatAShellUnderstands() {
        for (var script : List.of("control/postinst", "control/prerm", "control/postrm")) {
            run("sh", "-n", ProjectFolder.resolve("device/src/deb/" + script).toString());
        }
        run("sh", "-n", ProjectFolder.resolve("device/src/deb/roomscribe-device").toString());
    }

    /// The README states 1.7, by systemd 252; the scale goes from 0 to 10, and less is better.
    @Test
    void runsInASandboxAsTightAsTheReadmeSays() {
        assumeTrue(has("systemd-analyze"), "skipped: systemd-analyze is not installed");

        var analysis =
                run(
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--no-pager",
                        ProjectFolder.resolve("device/src/deb/roomscribe-device.service")
                                .toString());

        var exposure = EXPOSURE.matcher(analysis);
        assertThat(exposure.find()).as("%s", analysis).isTrue();
        assertThat(Double.parseDouble(exposure.group(1))).isLessThanOrEqualTo(1.7);
    }
}
