package io.roomscribe.device.link;

import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.supervision.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt, by what went wrong. A refused login will not get
/// better in a second; two boxes with one id would throw each other out for ever.
///
/// Confined to the link's thread.
final class LinkPatience {
    /// A connection this old was a good one.
    static final Duration STABLE = Duration.ofMinutes(2);

    private final Backoff lost;
    private final Backoff refused;
    private final Backoff duplicate;

    LinkPatience(RandomGenerator random) {
        this.lost = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), random);
        this.refused = new Backoff(Duration.ofSeconds(15), Duration.ofMinutes(5), random);
        this.duplicate = new Backoff(Duration.ofSeconds(60), Duration.ofMinutes(10), random);
    }

    Duration afterFailure(LinkException.Code code) {
        return switch (code) {
            case REFUSED_LOGIN, SUBSCRIPTION_REFUSED -> refused.next();
            case TAKEN_OVER -> duplicate.next();
            // Only looks whether it has one by now.
            case NO_IDENTITY -> Duration.ofSeconds(1);
            case REFUSED,
                    UNREACHABLE,
                    NOT_A_BROKER,
                    TIMEOUT,
                    TLS,
                    STRANGER,
                    ACK_TIMEOUT,
                    LOST,
                    CLOSED ->
                    lost.next();
        };
    }

    void reset() {
        lost.reset();
        refused.reset();
        duplicate.reset();
    }
}
