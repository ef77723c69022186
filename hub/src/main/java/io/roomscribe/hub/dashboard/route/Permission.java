package io.roomscribe.hub.dashboard.route;

/// The right to what a request asked for, which may end while the answer still runs.
///
/// Immutable.
///
/// @param gate throws [ProblemException] once its caller may not ask that any more
record Permission(Runnable gate) {
    boolean stands() {
        try {
            gate.run();
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }
}
