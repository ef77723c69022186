package io.roomscribe.device.link;

import java.util.List;
import java.util.Locale;

/// Where the link stands, and the one table of how it gets from there to elsewhere.
public enum LinkState {
    /// No connection; the next attempt comes.
    OFFLINE,
    /// An attempt is under way.
    CONNECTING,
    /// Connected, and nothing says that the hub is away.
    ONLINE,
    /// Connected to the broker, but no hub acknowledges.
    WAITING_FOR_HUB,
    /// The broker does not let us in; tried again, slowly.
    REFUSED,
    /// Somebody else came with our id; tried again after a minute at the earliest.
    DUPLICATE_IDENTITY;

    /// What happens to a link.
    enum Event {
        ATTEMPT,
        CONNECTED,
        HUB_SILENT,
        HUB_ANSWERED,
        LOST,
        LOGIN_REFUSED,
        TAKEN_OVER,
        STOPPED
    }

    record Transition(LinkState from, Event event, LinkState to) {}

    /// Anything not in here leaves the state as it is.
    static final List<Transition> TABLE =
            List.of(
                    new Transition(OFFLINE, Event.ATTEMPT, CONNECTING),
                    new Transition(REFUSED, Event.ATTEMPT, CONNECTING),
                    new Transition(DUPLICATE_IDENTITY, Event.ATTEMPT, CONNECTING),
                    // The link's task failed in mid-connection and was started again.
                    new Transition(ONLINE, Event.ATTEMPT, CONNECTING),
                    new Transition(WAITING_FOR_HUB, Event.ATTEMPT, CONNECTING),
                    new Transition(CONNECTING, Event.CONNECTED, ONLINE),
                    new Transition(CONNECTING, Event.LOST, OFFLINE),
                    new Transition(CONNECTING, Event.LOGIN_REFUSED, REFUSED),
                    new Transition(CONNECTING, Event.TAKEN_OVER, DUPLICATE_IDENTITY),
                    new Transition(ONLINE, Event.HUB_SILENT, WAITING_FOR_HUB),
                    new Transition(ONLINE, Event.LOST, OFFLINE),
                    new Transition(ONLINE, Event.LOGIN_REFUSED, REFUSED),
                    new Transition(ONLINE, Event.TAKEN_OVER, DUPLICATE_IDENTITY),
                    new Transition(WAITING_FOR_HUB, Event.HUB_ANSWERED, ONLINE),
                    new Transition(WAITING_FOR_HUB, Event.LOST, OFFLINE),
                    new Transition(WAITING_FOR_HUB, Event.LOGIN_REFUSED, REFUSED),
                    new Transition(WAITING_FOR_HUB, Event.TAKEN_OVER, DUPLICATE_IDENTITY),
                    new Transition(CONNECTING, Event.STOPPED, OFFLINE),
                    new Transition(ONLINE, Event.STOPPED, OFFLINE),
                    new Transition(WAITING_FOR_HUB, Event.STOPPED, OFFLINE),
                    new Transition(REFUSED, Event.STOPPED, OFFLINE),
                    new Transition(DUPLICATE_IDENTITY, Event.STOPPED, OFFLINE));

    LinkState on(Event event) {
        return TABLE.stream()
                .filter(row -> row.from() == this && row.event() == event)
                .map(Transition::to)
                .findFirst()
                .orElse(this);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
