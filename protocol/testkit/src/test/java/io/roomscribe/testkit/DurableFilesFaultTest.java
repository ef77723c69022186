package io.roomscribe.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a disk that keeps what was forced and forgets the rest, renames included.
@Tag("root")
@Tag("S3")
final class DurableFilesFaultTest {
    @TempDir private Path folder;

    @Test
    void aFileThatWasReplacedIsTheNewOneAfterAPowerCut() throws IOException {
        assumeTrue(LoopDisk.whyNot().isEmpty(), LoopDisk.whyNot());
        try (var disk = LoopDisk.create(folder, "disk", 16)) {
            var file = disk.path().resolve("state");
            DurableFiles.replace(file, "old".getBytes(UTF_8));

            DurableFiles.replace(file, "new".getBytes(UTF_8));
            replaceWithoutForce(file, "lost");

            assertThat(file).hasContent("lost");
            try (var cut = disk.cut(folder, "cut")) {
                cut.mount();
                assertThat(cut.path().resolve("state")).hasContent("new");
                assertThat(cut.path().resolve("state.part")).doesNotExist();
            }
        }
    }

    private static void replaceWithoutForce(Path file, String content) throws IOException {
        var part = Files.writeString(file.resolveSibling("other"), content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
