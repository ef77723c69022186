package io.roomscribe.provisioning.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.provisioning.console.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The build itself takes half an hour and root: see `ApplianceSystemTest`.
final class ImageBuildCommandIT {
    @TempDir private Path folder;

    private void install(String... tools) throws IOException {
        for (var tool : tools) {
            var file = Files.writeString(folder.resolve(tool), "");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
    }

    private BuildTools tools(String architecture) {
        return new BuildTools(List.of(folder), folder.resolve("binfmt"), architecture);
    }

    @Test
    void namesEveryPackageThatIsMissing() throws IOException {
        install("sfdisk", "mke2fs", "mcopy");

        assertThatThrownBy(tools("amd64")::check)
                .isInstanceOfSatisfying(
                        CommandException.class,
                        e -> {
                            assertThat(e).hasMessageContaining("mkfs.vfat");
                            assertThat(e.hint())
                                    .isEqualTo(
                                            "sudo apt install arch-test binfmt-support dosfstools"
                                                    + " mmdebstrap qemu-user-static");
                        });
    }

    @Test
    void needsNoEmulatorOnAnArmMachine() throws IOException {
        install("mmdebstrap", "sfdisk", "mke2fs", "mcopy", "mkfs.vfat");

        tools("aarch64").check();
        assertThatThrownBy(tools("amd64")::check).hasMessageContaining("qemu-aarch64");
    }

    @Test
    void seesThatTheEmulatorIsNotSwitchedOn() throws IOException {
        install("mmdebstrap", "sfdisk", "mke2fs", "mcopy", "mkfs.vfat", "arch-test");
        install("qemu-aarch64-static");

        assertThatThrownBy(tools("amd64")::check)
                .isInstanceOfSatisfying(
                        CommandException.class,
                        e -> assertThat(e.hint()).contains("update-binfmts --enable"));
        Files.createDirectory(folder.resolve("binfmt"));
        Files.writeString(folder.resolve("binfmt/qemu-aarch64"), "enabled\n");
        tools("amd64").check();
    }
}
