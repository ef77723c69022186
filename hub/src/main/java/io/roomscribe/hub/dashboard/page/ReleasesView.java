package io.roomscribe.hub.dashboard.page;

import java.util.List;

/// Releases and roll-outs, for the page.
///
/// Immutable.
///
/// @param isFree whether a roll-out may begin
record ReleasesView(List<Release> releases, List<Rollout> rollouts, boolean isFree) {

    record Release(String version, String made, String size, boolean allowsDowngrade) {}

    /// @param tone `good`, `open` or `bad`
    record Rollout(
            String id,
            String version,
            String state,
            String tone,
            String reason,
            String begun,
            String how,
            List<Group> groups,
            boolean isRunning,
            boolean isPaused) {
        boolean isOver() {
            return !isRunning && !isPaused;
        }
    }

    /// @param count as in `2 of 10 have it`
    record Group(String name, String count, boolean isOpen, List<Box> boxes) {}

    /// @param tone `good`, `open` or `bad`
    record Box(String device, String state, String tone, String reason, String since) {}

    boolean isWorking() {
        return rollouts.stream().anyMatch(one -> one.isRunning());
    }
}
