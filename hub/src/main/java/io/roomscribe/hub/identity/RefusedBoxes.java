package io.roomscribe.hub.identity;

import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.identity.RefusalReason;
import io.roomscribe.protocol.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Names whoever is refused, once an hour: a refused box comes again every few minutes. Remembers
/// the last 256 refusals; the condition goes a quarter of an hour after the last one, or when that
/// box is let in.
///
/// Thread-safe.
final class RefusedBoxes {
    private static final Duration TOLD_AGAIN = Duration.ofHours(1);
    private static final Duration SHOWN = Duration.ofMinutes(15);
    private static final int REMEMBERED_MAX = 256;
    private static final DeviceId UNKNOWN = new DeviceId("unknown");

    private record Refusal(DeviceId device, RefusalReason reason) {}

    private final IdentityEvents events;
    private final HealthBoard board;
    private final Clock clock;
    private final Ticker ticker;
    private final Map<Refusal, Long> toldNanos = new LinkedHashMap<>();
    private final Map<DeviceId, Long> clonedNanos = new LinkedHashMap<>();
    private DeviceId last = UNKNOWN;
    private long lastNanos;

    RefusedBoxes(IdentityEvents events, HealthBoard board, Clock clock, Ticker ticker) {
        this.events = events;
        this.board = board;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// @param name what it calls itself; may be anything
    synchronized void refused(String name, RefusalReason reason, String detail) {
        var device = deviceOf(name);
        var refusal = new Refusal(device, reason);
        var told = toldNanos.get(refusal);
        last = device;
        lastNanos = ticker.nanos();
        board.raise(HubCondition.IDENTITY_REFUSED, "%s: %s".formatted(device, reason.text()));
        if (told != null && ticker.since(told).compareTo(TOLD_AGAIN) < 0) {
            return;
        }
        if (toldNanos.size() >= REMEMBERED_MAX) {
            toldNanos.remove(toldNanos.keySet().iterator().next());
        }
        toldNanos.put(refusal, ticker.nanos());
        var text = detail.isEmpty() ? reason.text() : reason.text() + ", " + detail;
        events.tell(new IdentityEvent(clock.instant(), device, IdentityEvent.Kind.REFUSED, text));
    }

    /// A second box with the certificate of one that is connected was not let in.
    synchronized void cloned(DeviceId device) {
        var told = clonedNanos.put(device, ticker.nanos());
        board.raise(HubCondition.IDENTITY_CLONED, device.value());
        if (clonedNanos.size() > REMEMBERED_MAX) {
            clonedNanos.remove(clonedNanos.keySet().iterator().next());
        }
        if (told == null || ticker.since(told).compareTo(TOLD_AGAIN) > 0) {
            events.tell(
                    new IdentityEvent(
                            clock.instant(),
                            device,
                            IdentityEvent.Kind.CLONED,
                            "a second box has its certificate; the one that is connected stays"));
        }
    }

    /// A box connected with a certificate of its own: a copy of it is out.
    synchronized void rekeyed(DeviceId device) {
        clonedNanos.remove(device);
        clearCloned();
    }

    private void clearCloned() {
        if (clonedNanos.isEmpty()) {
            board.clear(HubCondition.IDENTITY_CLONED);
        }
    }

    synchronized void letIn(DeviceId device) {
        if (device.equals(last)) {
            board.clear(HubCondition.IDENTITY_REFUSED);
        }
    }

    /// From time to time.
    synchronized void tidy() {
        if (ticker.since(lastNanos).compareTo(SHOWN) > 0) {
            board.clear(HubCondition.IDENTITY_REFUSED);
        }
        clonedNanos.values().removeIf(told -> ticker.since(told).compareTo(TOLD_AGAIN) > 0);
        clearCloned();
    }

    private static DeviceId deviceOf(String name) {
        try {
            return new DeviceId(name);
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
