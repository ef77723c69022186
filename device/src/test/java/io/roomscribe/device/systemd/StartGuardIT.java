package io.roomscribe.device.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("P7")
final class StartGuardIT {
    @TempDir Path folder;

    private StartGuard start() {
        return StartGuard.open(folder, StartConfig.defaults());
    }

    @Test
    void fallsBackAfterFiveFailedStartsAndStaysThere() {
        for (var i = 0; i < 5; i++) {
            assertThat(start().isRecordOnly()).as("start %d", i + 1).isFalse();
        }

        assertThat(start().isRecordOnly()).isTrue();
        assertThat(start().isRecordOnly()).isTrue();
    }

    @Test
    void forgetsFailuresOnceAStartWasStable() {
        for (var i = 0; i < 6; i++) {
            start().failedBefore();
        }
        start().stable();

        assertThat(start().failedBefore()).isZero();
    }

    @Test
    void countsNoStartThatSomebodyEnded() {
        start().endedInOrder();
        start().endedInOrder();
        assertThat(start().failedBefore()).isZero();

        var stable = start();
        stable.stable();
        stable.endedInOrder();
        assertThat(start().failedBefore()).isZero();
    }

    @Test
    void takesADamagedCountForNone() throws IOException {
        Files.writeString(folder.resolve("starts"), "\0\0\0");

        assertThat(start().failedBefore()).isZero();
    }

    @Test
    void recordsAlsoWhereNothingCanBeCounted() throws IOException {
        Files.createDirectories(folder.resolve("starts.part/in the way"));

        assertThat(start().isRecordOnly()).isFalse();
    }
}
