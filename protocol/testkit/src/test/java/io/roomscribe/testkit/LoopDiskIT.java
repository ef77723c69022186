package io.roomscribe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk that power cuts are tested with loses exactly what was not forced.
@Tag("root")
final class LoopDiskIT {
    @TempDir private Path folder;

    @BeforeEach
    void needsRoot() {
        assumeTrue(LoopDisk.whyNot().isEmpty(), LoopDisk.whyNot());
    }

    @Test
    @Tag("S3")
    void aPowerCutKeepsWhatWasForcedAndForgetsTheRest() throws IOException {
        try (var disk = LoopDisk.create(folder, "disk", 16)) {
            write(disk.path().resolve("forced"), true);
            write(disk.path().resolve("not-forced"), false);

            try (var copy = disk.cut(folder, "copy")) {
                copy.mount();
                assertThat(copy.path().resolve("forced")).hasSize(1000);
                assertThat(copy.path().resolve("not-forced")).doesNotExist();
                copy.unmount();
                assertThat(copy.check()).isEmpty();
            }
            disk.shutDown();
            assertThatThrownBy(() -> write(disk.path().resolve("late"), true))
                    .isInstanceOf(IOException.class);
            disk.unmount();
            disk.mount();

            assertThat(disk.path().resolve("forced")).hasSize(1000);
            assertThat(disk.path().resolve("not-forced")).doesNotExist();
        }
    }

    @Test
    void fillsUpAndTurnsReadOnlyAndBack() throws IOException {
        try (var disk = LoopDisk.create(folder, "disk", 16)) {
            disk.fill(500);
            assertThatThrownBy(() -> Files.write(disk.path().resolve("big"), new byte[1_000_000]))
                    .isInstanceOf(IOException.class);
            disk.free();
            disk.remountReadOnly();
            assertThatThrownBy(() -> write(disk.path().resolve("file"), true))
                    .isInstanceOf(IOException.class);
            disk.remountWritable();

            write(disk.path().resolve("file"), true);
        }
    }

    private static void write(Path file, boolean force) throws IOException {
        var all = StandardOpenOption.CREATE;
        try (var channel = FileChannel.open(file, all, StandardOpenOption.WRITE);
                var parent = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            channel.write(ByteBuffer.allocate(1000));
            if (force) {
                channel.force(true);
                parent.force(true);
            }
        }
    }
}
