package io.roomscribe.testkit;

import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.LinkListener;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.ReceivedMessage;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A child process of the tests that connects again and again, each time with a new link as the box
/// does, and prints how each attempt went.
public final class ConnectingClient {
    private ConnectingClient() {}

    public static void main(String[] arguments) {
        var config =
                new LinkConfig(
                        URI.create(arguments[0]),
                        "client",
                        "",
                        "",
                        true,
                        Duration.ZERO,
                        4,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5),
                        false);
        while (true) {
            try (var _ = MqttLink.connect(config, Optional.empty(), DEAF, Duration.ofSeconds(5))) {
                System.out.println("connected");
            } catch (LinkException e) {
                System.out.println("failed " + e.code());
            }
            System.out.flush();
            LockSupport.parkNanos(200_000_000);
        }
    }

    private static final LinkListener DEAF =
            new LinkListener() {
                @Override
                public void received(ReceivedMessage message) {}

                @Override
                public void lost(LinkException why) {}
            };
}
