package io.roomscribe.device.decommissioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.supervision.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DecommissioningTest {
    private static final UUID ORDER = new UUID(1, 2);
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

    @TempDir private Path data;
    private final List<String> done = new ArrayList<>();
    private boolean isHandedOver;
    private DecommissionFile file = new DecommissionFile(Path.of(""));

    @BeforeEach
    void fill() throws IOException {
        file = new DecommissionFile(data);
        for (var name :
                List.of(
                        "lock",
                        "audio/r1/segment-1",
                        "roomscribe.mv.db",
                        "identity/current.pem",
                        "updates/a/device.jar",
                        "placement.json",
                        "recorder.control")) {
            var path = data.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "1234");
        }
    }

    @Test
    void goesThroughAllStepsAndLeavesNothingButSoftware() throws Exception {
        var first = process();
        assertThat(first.order(ORDER, "Kim")).isEmpty();
        look(first);
        assertThat(done).containsExactly("silence");

        isHandedOver = true;
        look(first);
        assertThat(done).containsExactly("silence", "restart");
        assertThat(data.resolve("audio/r1/segment-1")).exists();

        var second = process();
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "lock",
                        "decommission.json",
                        "identity/current.pem",
                        "updates/a/device.jar");
        var receipt = second.order(new UUID(3, 4), "Lee").orElseThrow();
        assertThat(receipt.id()).isEqualTo(ORDER);
        assertThat(receipt.by()).isEqualTo("Kim");
        assertThat(receipt.handedOver()).isEqualTo(42);
        assertThat(receipt.files()).isEqualTo(4);
        assertThat(receipt.bytes()).isEqualTo(16);
        assertThat(receipt.erasedAt()).isEqualTo(CLOCK.instant());

        second.revoked();
        assertThat(done).endsWith("restart");
        process();
        assertThat(names())
                .containsExactlyInAnyOrder("lock", "decommission.json", "updates/a/device.jar");
    }

    @Test
    void eraseThatWasKilledIsFinishedAndCountsWhatWasThere() throws IOException {
        var first = process();
        first.order(ORDER, "Kim");
        var state = file.read().orElseThrow().handedOver(42);
        // Counted and begun, then killed.
        file.write(state.counted(4, 16));
        Files.delete(data.resolve("placement.json"));

        var receipt = process().order(ORDER, "Kim").orElseThrow();

        assertThat(receipt.files()).isEqualTo(4);
        assertThat(data.resolve("audio")).doesNotExist();
    }

    @Test
    void aRevocationBeforeItHasErasedItselfDestroysNothing() throws Exception {
        var first = process();
        first.order(ORDER, "Kim");

        first.revoked();

        process();
        assertThat(data.resolve("identity/current.pem")).exists();
        assertThat(data.resolve("audio/r1/segment-1")).exists();
    }

    @Test
    void backInServiceItMayRecordAndStartsAnew() throws Exception {
        var first = process();
        first.order(ORDER, "Kim");
        assertThat(file.takeBackIntoService()).as("still has what it recorded").isFalse();
        file.write(file.read().orElseThrow().handedOver(1));
        var second = process();

        assertThat(file.takeBackIntoService()).isTrue();

        look(second);
        assertThat(done).endsWith("restart");
        assertThat(names()).doesNotContain("decommission.json", "recorder.control");
    }

    @Test
    void aFileThatCannotBeReadKeepsTheBoxFromRecording() throws IOException {
        Files.writeString(data.resolve("decommission.json"), "{\"step\":");

        assertThatThrownBy(() -> file.isThere())
                .isInstanceOf(DecommissionException.class)
                .hasMessageContaining("decommission.json");
    }

    /// What a start of the box does.
    private Decommissioning process() {
        file.eraseWhatIsDue(CLOCK);
        return new Decommissioning(
                file,
                new DeviceId("box-1"),
                new Decommissioning.Surroundings(
                        () -> done.add("silence"),
                        () -> isHandedOver,
                        () -> new StreamId(7),
                        () -> 42,
                        () -> done.add("restart")),
                new HealthBoard(() -> 0),
                CLOCK);
    }

    private static void look(Decommissioning decommissioning) throws InterruptedException {
        var stop = new StopSignal();
        stop.stop();
        decommissioning.run(stop);
    }

    private List<String> names() throws IOException {
        try (var all = Files.walk(data)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> data.relativize(path).toString())
                    .toList();
        }
    }
}
