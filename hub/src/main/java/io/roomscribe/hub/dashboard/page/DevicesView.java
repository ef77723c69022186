package io.roomscribe.hub.dashboard.page;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The devices page: which boxes somebody wants to see, and how. Few of them are cards, many are
/// lines of a table.
///
/// Immutable.
///
/// @param asked what was asked for
/// @param rows the boxes that answer to it
/// @param all how many there are
/// @param troubled how many of all somebody should look at
/// @param offline how many of all are not connected
record DevicesView(Asked asked, List<DeviceView> rows, int all, long troubled, long offline) {
    private static final int CARDS_MAX = 8;

    /// @param q part of a box's, a room's, a site's or a condition's name, or of its software
    ///   version
    /// @param show `all`, `trouble` or `offline`
    /// @param sort `room`, `box`, `trouble`, `backlog`, `seen`, `heard`, `certificate` or
    ///   `software`
    record Asked(String q, String show, String sort) {}

    static DevicesView of(Asked asked, List<DeviceView> all) {
        return new DevicesView(
                asked,
                all.stream()
                        .filter(box -> isShown(box, asked.show()) && isFound(box, asked.q()))
                        .sorted(order(asked.sort()))
                        .toList(),
                all.size(),
                all.stream().filter(DeviceView::isTroubled).count(),
                all.stream().filter(box -> !box.online()).count());
    }

    private static boolean isShown(DeviceView box, String show) {
        return switch (show) {
            case "trouble" -> box.isTroubled();
            case "offline" -> !box.online();
            default -> true;
        };
    }

    private static boolean isFound(DeviceView box, String q) {
        var wanted = q.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || box.id().contains(wanted)
                || box.roomName().toLowerCase(Locale.ROOT).contains(wanted)
                || box.site().toLowerCase(Locale.ROOT).contains(wanted)
                || box.software().toLowerCase(Locale.ROOT).contains(wanted)
                || box.conditions().stream().anyMatch(one -> isCalled(one, wanted));
    }

    private static boolean isCalled(DeviceView.Condition one, String wanted) {
        return one.code().contains(wanted) || one.title().toLowerCase(Locale.ROOT).contains(wanted);
    }

    /// What a person looks for comes first: most that waits, what was longest silent.
    private static Comparator<DeviceView> order(String sort) {
        var byName =
                Comparator.comparing((DeviceView box) -> box.site().isEmpty())
                        .thenComparing(DeviceView::site)
                        .thenComparing(DeviceView::roomName)
                        .thenComparing(DeviceView::id);
        Comparator<DeviceView> first =
                switch (sort) {
                    case "box" -> Comparator.comparing(DeviceView::id);
                    case "trouble" -> Comparator.comparing(box -> !box.isTroubled());
                    case "backlog" -> Comparator.comparingLong(DeviceView::backlog).reversed();
                    case "seen" -> Comparator.comparing(DeviceView::seenAt);
                    case "heard" ->
                            Comparator.comparing(box -> box.heardAt().orElse(Instant.EPOCH));
                    case "certificate" ->
                            Comparator.comparing(
                                    box -> box.certificateDays().orElse(Long.MAX_VALUE));
                    case "software" -> Comparator.comparing(DeviceView::software);
                    default -> byName;
                };
        return first.thenComparing(byName);
    }

    /// The site's name above a row that begins it, where rows stand by site; empty for every other.
    String siteAbove(int row) {
        var site = rows.get(row).site();
        var isFirst = row == 0 || !rows.get(row - 1).site().equals(site);
        var isBySite = asked.sort().equals("room") && !rows.getFirst().site().isEmpty();
        return isBySite && isFirst ? site.isEmpty() ? Texts.of("devices.no-site") : site : "";
    }

    boolean isTable() {
        return all > CARDS_MAX;
    }
}
