package io.roomscribe.device.link;

import io.roomscribe.protocol.link.LinkException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Why a connection is over, first reason first. Beside the queue, so that it can't be dropped.
///
/// Thread-safe.
final class LinkEnd {
    private final AtomicReference<@Nullable LinkException> why = new AtomicReference<>();

    void lost(LinkException reason) {
        why.compareAndSet(null, reason);
    }

    void restart(URI broker, String reason) {
        lost(LinkException.givenUp(broker, reason));
    }

    void throwIfEnded() {
        var reason = why.get();
        if (reason != null) {
            throw reason;
        }
    }
}
