package io.roomscribe.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Row N10: the broker's name cannot be resolved, then can, then means another address. Java reads
/// the names from a file of the test's.
@Timeout(120)
final class NameResolutionFaultTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;

    @Test
    @Tag("N10")
    void asksForTheAddressAtEachAttempt() throws IOException {
        var hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        try (var broker = ScriptedBroker.start(() -> 0);
                var client =
                        ChildProcess.java(
                                "client",
                                folder,
                                List.of(
                                        "-Djdk.net.hosts.file=" + hosts,
                                        "-Dsun.net.inetaddr.ttl=0",
                                        "-Dsun.net.inetaddr.negative.ttl=0",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ConnectingClient.class.getName(),
                                        "tcp://hub.test:" + broker.uri().getPort()))) {
            client.awaitLine("a failure", SOON, line -> line.equals("failed UNREACHABLE"));

            Files.writeString(hosts, "127.0.0.1 localhost hub.test\n");
            client.awaitLine("a connection", SOON, line -> line.equals("connected"));

            // Nobody listens there.
            Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.9 hub.test\n");
            var seen = client.output().size() + 3;
            Await.until(
                    "failures at the new address",
                    SOON,
                    () ->
                            client.output().size() > seen
                                    && client.output().getLast().startsWith("failed"),
                    client::text);
        }
    }
}
