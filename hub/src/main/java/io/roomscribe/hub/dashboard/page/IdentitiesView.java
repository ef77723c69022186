package io.roomscribe.hub.dashboard.page;

import java.util.List;

/// Which boxes may connect, for the page.
///
/// Immutable.
///
/// @param isOn whether the hub has an identity at all
record IdentitiesView(boolean isOn, List<Waiting> waiting, List<Known> known, List<Event> events) {

    /// @param isKnown a box of this name has a certificate already
    record Waiting(
            String key,
            String device,
            String fingerprint,
            String serial,
            String address,
            String since,
            boolean isKnown) {}

    /// @param tone `good`, `open` or `bad`
    record Known(String device, String state, String tone, String until, String serial) {}

    record Event(String when, String device, String what, String detail, String tone) {}
}
