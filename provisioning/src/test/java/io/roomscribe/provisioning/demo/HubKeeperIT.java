package io.roomscribe.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.FreePort;
import io.roomscribe.testkit.ManualTicker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With real processes that only sleep in the hub's place.
final class HubKeeperIT {
    private static final Duration DOWN = Duration.ofSeconds(60);

    private final StringWriter said = new StringWriter();
    private final ManualTicker ticker = new ManualTicker();
    private final Deque<ChildProcess> started = new ArrayDeque<>();
    private final int port = FreePort.find();
    private final HubClient hub = new HubClient(URI.create("http://127.0.0.1:" + port), "");
    @TempDir private Path folder;

    private HubKeeper keeper(String... command) {
        var console =
                new Console(
                        new PrintWriter(new StringWriter()), new PrintWriter(said), false, false);
        return HubKeeper.start(
                () -> {
                    var process =
                            ChildProcess.start("hub", List.of(command), folder.resolve("hub.log"));
                    started.add(process);
                    return process;
                },
                hub,
                new DemoScreen(console),
                ticker,
                DOWN);
    }

    @AfterEach
    void stop() {
        started.forEach(ChildProcess::stop);
        hub.close();
    }

    private void killFirst() {
        started.getFirst().handle().destroyForcibly();
        Await.until(
                "the process to be gone",
                Duration.ofSeconds(10),
                () -> !started.getFirst().isAlive(),
                said::toString);
    }

    @Test
    void startsAKilledHubAgainAfterItsTimeAway() {
        var keeper = keeper("sleep", "60");
        killFirst();

        keeper.check();
        assertThat(said.toString()).contains("The hub is gone").contains("sleep 60");
        ticker.advance(DOWN.minusSeconds(1));
        keeper.check();
        assertThat(started).hasSize(1);
        ticker.advance(Duration.ofSeconds(2));
        keeper.check();

        assertThat(started).hasSize(2);
        assertThat(keeper.running()).hasSize(1);
        assertThat(said.toString()).contains("started again");
    }

    @Test
    void leavesAHubAloneThatSomebodyElseStarted() throws IOException {
        var keeper = keeper("sleep", "60");
        killFirst();
        keeper.check();
        var other =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        other.createContext(
                "/observe/health",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        other.start();
        try {
            keeper.check();
            ticker.advance(DOWN.plusSeconds(5));
            keeper.check();
        } finally {
            other.stop(0);
        }

        assertThat(started).hasSize(1);
        assertThat(said.toString()).contains("somebody else started it");
    }

    @Test
    void tellsWhyAHubThatDoesNotStartEnded() {
        var keeper = keeper("bash", "-c", "echo 'roomscribe-hub: port 1883 is in use'; exit 5");

        assertThatThrownBy(
                        () -> keeper.awaitReady(duration -> ticker.advance(Duration.ofMillis(1))))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("exit code 5")
                .hasMessageContaining("port 1883 is in use");
    }
}
