package io.roomscribe.hub.broker;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Keeps two boxes with one certificate from throwing each other out for ever, as MQTT would have
/// them do: when a name changed hands a few times while its holder was connected, whoever has it
/// keeps it, and the other is refused and told of.
///
/// A single box takes over from itself too, when its network broke and the broker has not noticed:
/// that is allowed a few times. Should it happen too often, that box is refused until the broker
/// misses the old connection, half a minute later, and loses nothing. A box with another
/// certificate is not a copy: it is let in, and everything before it is forgotten.
///
/// Boxes say which start of their software they are, their *life*. The holder's own life coming
/// again is that box and never a copy, however often its network breaks. A life that comes again
/// after another one took over from it shows that both are alive, so one of them is a copy: it is
/// refused at once. Counting is for boxes that do not say.
///
/// Remembers the last 4096 boxes. Thread-safe.
public final class TakeOvers {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration KEPT_APART = Duration.ofHours(1);
    private static final int BOXES_MAX = 4096;
    private static final int CONNECTIONS_REMEMBERED = 16;
    private static final int LIVES_REMEMBERED = 16;

    /// Six times from the same address, or three times from another one, which a broken network
    /// hardly explains.
    private static final int WEIGHT_MAX = 6;

    private static final int ELSEWHERE = 2;

    private final Ticker ticker;
    private final Consumer<DeviceId> cloned;
    private final Map<String, Holder> holders =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Holder> eldest) {
                    return size() > BOXES_MAX;
                }
            };

    /// @param cloned is told of a box each time that a second one with its certificate is refused
    public TakeOvers(Ticker ticker, Consumer<DeviceId> cloned) {
        this.ticker = ticker;
        this.cloned = cloned;
    }

    private record Change(long nanos, int weight) {}

    private static final class Holder {
        final String certificate;
        final Deque<Object> connections = new ArrayDeque<>();
        final Deque<Change> changes = new ArrayDeque<>();
        final Deque<String> formerLives = new ArrayDeque<>();
        String life = "";
        String address;
        boolean isApart;
        long apartNanos;

        Holder(String certificate, String address) {
            this.certificate = certificate;
            this.address = address;
        }

        void hold(Object connection, String from, String newLife) {
            if (!life.equals(newLife)) {
                formerLives.addLast(life);
                if (formerLives.size() > LIVES_REMEMBERED) {
                    formerLives.removeFirst();
                }
                formerLives.remove(newLife);
                life = newLife;
            }
            address = from;
            connections.addLast(connection);
            if (connections.size() > CONNECTIONS_REMEMBERED) {
                connections.removeFirst();
            }
        }
    }

    /// Whether a box that has a good certificate may have its name now.
    ///
    /// @param certificate its serial number
    /// @param address where it comes from, without the port
    /// @param life which start of the box's software it is; empty when it does not say
    /// @param connection the same one is asked about again and again
    /// @param isHeld whether another connection has the name
    boolean mayHold(
            DeviceId device,
            String certificate,
            String address,
            String life,
            Object connection,
            boolean isHeld) {
        var isRefused = isRefused(device, certificate, address, life, connection, isHeld);
        if (isRefused) {
            cloned.accept(device);
        }
        return !isRefused;
    }

    private synchronized boolean isRefused(
            DeviceId device,
            String certificate,
            String address,
            String life,
            Object connection,
            boolean isHeld) {
        var holder = holders.get(device.value());
        if (holder == null || !holder.certificate.equals(certificate)) {
            holder = new Holder(certificate, address);
            holder.hold(connection, address, life);
            holders.put(device.value(), holder);
            return false;
        }
        if (holder.connections.contains(connection)) {
            return false;
        }
        if (isHeld && isCopy(holder, address, life)) {
            holder.isApart = true;
            holder.apartNanos = ticker.nanos();
            return true;
        }
        holder.hold(connection, address, life);
        return false;
    }

    private boolean isCopy(Holder holder, String address, String life) {
        if (!life.isEmpty() && life.equals(holder.life)) {
            return false;
        }
        return (!life.isEmpty() && holder.formerLives.contains(life))
                || isOneTooMany(holder, address);
    }

    private boolean isOneTooMany(Holder holder, String address) {
        if (holder.isApart && ticker.since(holder.apartNanos).compareTo(KEPT_APART) < 0) {
            return true;
        }
        holder.isApart = false;
        var changes = holder.changes;
        while (!changes.isEmpty()
                && ticker.since(changes.getFirst().nanos()).compareTo(WINDOW) > 0) {
            changes.removeFirst();
        }
        if (changes.stream().mapToInt(Change::weight).sum() >= WEIGHT_MAX) {
            changes.clear();
            return true;
        }
        var weight = address.equals(holder.address) ? 1 : ELSEWHERE;
        changes.addLast(new Change(ticker.nanos(), weight));
        return false;
    }
}
