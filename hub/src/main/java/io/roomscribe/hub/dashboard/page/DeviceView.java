package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.fleet.RoomState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A box as the devices page shows it.
///
/// Immutable.
///
/// @param site of its room; empty for none
/// @param gaps stretches without audio in the last day
/// @param heard when something was last said in its room, for people
/// @param certificateDays until its certificate runs out; empty when it connects with a password
/// @param backlog entries the box has that the hub has not accepted
record DeviceView(
        String id,
        String room,
        String roomName,
        String site,
        RoomState state,
        boolean online,
        Instant seenAt,
        String seen,
        long backlog,
        String clock,
        boolean clockDoubtful,
        String software,
        int gaps,
        Optional<Instant> heardAt,
        String heard,
        Optional<Long> certificateDays,
        List<Condition> conditions) {

    private static final int CERTIFICATE_DAYS_MIN = 30;

    /// @param text the box's own words, or the hub's where the box cannot know
    /// @param textLanguage what `text` is written in
    record Condition(
            String code,
            String severity,
            String text,
            String textLanguage,
            Instant sinceAt,
            String since) {
        String title() {
            return Texts.word("condition", code);
        }
    }

    /// A certificate is renewed after two thirds of its life; this late something keeps it from it.
    boolean isCertificateLate() {
        return certificateDays.filter(days -> days < CERTIFICATE_DAYS_MIN).isPresent();
    }

    String certificateText() {
        return certificateDays
                .map(days ->
                        days < 0 ? Texts.of("device.ran-out") : Texts.count("device.days", days))
                .orElse(Texts.of("device.password"));
    }

    /// For a table's narrow column.
    String certificateDaysText() {
        return certificateDays
                .map(days -> Texts.of("devices.days", days))
                .orElse(Texts.of("devices.no-certificate"));
    }

    String gapsText() {
        return gaps == 0 ? Texts.of("device.no-gap") : Texts.of("device.gaps-today", gaps);
    }

    /// Whether somebody should look at it.
    boolean isTroubled() {
        return !online
                || state == RoomState.FAULT
                || clockDoubtful
                || isCertificateLate()
                || conditions.stream().anyMatch(one -> !one.severity().equals("info"));
    }

    String backlogText() {
        return backlog == 0
                ? Texts.of("device.nothing-waits")
                : Texts.count("device.entries", backlog);
    }
}
