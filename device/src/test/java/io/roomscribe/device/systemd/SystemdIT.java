package io.roomscribe.device.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemdIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path folder;

    private static Systemd systemd(NotifySocket socket) {
        return Systemd.of(
                Map.of(
                        "NOTIFY_SOCKET",
                        socket.path().toString(),
                        "WATCHDOG_USEC",
                        "8000000",
                        "WATCHDOG_PID",
                        "42"),
                42);
    }

    @Test
    void tellsWhatSystemdReads() {
        try (var socket = NotifySocket.open(folder.resolve("notify"))) {
            var systemd = systemd(socket);

            systemd.ready();
            systemd.status("recording");
            systemd.stopping();

            Await.until("three messages", PATIENCE, () -> socket.told().size() == 3, socket::told);
            assertThat(socket.told()).containsExactly("READY=1", "STATUS=recording", "STOPPING=1");
            assertThat(systemd.watchdog()).contains(Duration.ofSeconds(8));
        }
    }

    @Test
    void tellsNobodyWhereThereIsNoSystemd() {
        var nobody = Systemd.of(Map.of(), 42);
        nobody.ready();
        assertThat(nobody.watchdog()).isEmpty();

        var gone = Systemd.of(Map.of("NOTIFY_SOCKET", folder.resolve("nothing").toString()), 42);
        gone.ready();
    }

    @Test
    void isNotWatchedForAnotherProcess() {
        try (var socket = NotifySocket.open(folder.resolve("notify"))) {
            var child =
                    Systemd.of(
                            Map.of(
                                    "NOTIFY_SOCKET",
                                    socket.path().toString(),
                                    "WATCHDOG_USEC",
                                    "8000000",
                                    "WATCHDOG_PID",
                                    "1"),
                            42);

            assertThat(child.watchdog()).isEmpty();
        }
    }

    @Test
    void starvesTheWatchdogWhileAnyProofIsMissing() {
        try (var socket = NotifySocket.open(folder.resolve("notify"))) {
            var audio = new AtomicBoolean(true);
            var storage = new AtomicBoolean(true);
            var watchdog =
                    new Watchdog(
                            systemd(socket),
                            List.of(
                                    new Watchdog.Proof("audio", audio::get),
                                    new Watchdog.Proof("storage", storage::get)));
            watchdog.look();
            audio.set(false);
            watchdog.look();
            audio.set(true);
            storage.set(false);
            watchdog.look();
            storage.set(true);
            watchdog.look();

            Await.until("two feeds", PATIENCE, () -> socket.told().size() >= 2, socket::told);
            assertThat(socket.told()).containsExactly("WATCHDOG=1", "WATCHDOG=1");
        }
    }
}
