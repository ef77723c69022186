package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.action.ActionItem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Action items as their page lists them, by meeting.
///
/// Immutable.
///
/// @param state `open`, `done` or `all`
/// @param owner whose are shown; empty for everybody's
/// @param owners everybody who has one
record ActionsView(String state, String owner, List<String> owners, List<OfMeeting> meetings) {

    record OfMeeting(String id, String title, String day, List<Item> items) {}

    record Item(
            String key,
            String text,
            String owner,
            String due,
            boolean done,
            String doneAt,
            String doneBy,
            boolean verified,
            String quote,
            String target) {}

    static ActionsView of(String state, String owner, List<ActionItem> all, Times times) {
        var owners = all.stream().flatMap(item -> item.owner().stream()).distinct().sorted();
        var meetings = new ArrayList<OfMeeting>();
        for (var item : all) {
            if (!isWanted(item, state, owner)) {
                continue;
            }
            if (meetings.isEmpty() || !meetings.getLast().id().equals(item.meeting())) {
                meetings.add(
                        new OfMeeting(
                                item.meeting(),
                                item.meetingTitle(),
                                times.day(item.meetingAt()),
                                new ArrayList<>()));
            }
            meetings.getLast().items().add(item(item, times));
        }
        return new ActionsView(state, owner, owners.toList(), List.copyOf(meetings));
    }

    static boolean isWanted(ActionItem item, String state, String owner) {
        var ofState = state.equals("all") || item.isDone() == state.equals("done");
        return ofState
                && (owner.isEmpty() || item.owner().filter(owner::equalsIgnoreCase).isPresent());
    }

    private static Item item(ActionItem item, Times times) {
        var segments = item.evidence().segments();
        return new Item(
                item.key(),
                item.text(),
                item.owner().orElse(""),
                item.due().orElse(""),
                item.isDone(),
                item.done().map(done -> times.day(done.at())).orElse(""),
                item.done().map(ActionItem.Done::by).orElse(""),
                item.evidence().verified() && !segments.isEmpty(),
                item.evidence().quote(),
                segments.isEmpty() ? "" : "segment-" + segments.getFirst());
    }

    String address(String otherState, String otherOwner) {
        return "/actions?state="
                + otherState
                + (otherOwner.isEmpty()
                        ? ""
                        : "&owner=" + URLEncoder.encode(otherOwner, StandardCharsets.UTF_8));
    }
}
