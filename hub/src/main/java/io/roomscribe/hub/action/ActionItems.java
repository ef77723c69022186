package io.roomscribe.hub.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.protocol.RoomId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Action items of the newest meetings, and which of them are done. An item that was done stays so
/// in every later revision of the minutes that says the same.
///
/// Thread-safe.
public final class ActionItems {
    private static final int MEETINGS_MAX = 500;

    /// What is older has been given up, or is said again.
    private static final int MEETINGS_BEFORE = 20;

    private static final int TEXT_MAX = 2000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Long>> NUMBERS = new TypeReference<>() {};

    private final HubDatabase database;
    private final MeetingStore meetings;
    private final SummaryStore summaries;
    private final Clock clock;

    public ActionItems(
            HubDatabase database, MeetingStore meetings, SummaryStore summaries, Clock clock) {
        this.database = database;
        this.meetings = meetings;
        this.summaries = summaries;
        this.clock = clock;
    }

    private record State(long id, String text, List<Long> segments, ActionItem.Done done) {
        boolean isOf(Minutes.ActionItem item) {
            return ItemKey.isSame(text, segments, item.text(), item.evidence().segments());
        }
    }

    /// Of the newest meetings, newest first, of one room or of all.
    public List<ActionItem> items(Optional<RoomId> room) {
        var items = new ArrayList<ActionItem>();
        for (var meeting : meetings.meetings(room, MEETINGS_MAX)) {
            items.addAll(of(meeting));
        }
        return List.copyOf(items);
    }

    /// Of one meeting.
    public List<ActionItem> of(Meeting meeting) {
        var said =
                summaries
                        .latest(meeting.id())
                        .map(revision -> revision.minutes().actionItems())
                        .orElse(List.of());
        if (said.isEmpty()) {
            return List.of();
        }
        var free = new ArrayList<>(database.read(handle -> states(handle, meeting.id())));
        var items = new ArrayList<ActionItem>();
        for (var item : said) {
            var state = free.stream().filter(one -> one.isOf(item)).findFirst();
            state.ifPresent(free::remove);
            items.add(
                    new ActionItem(
                            meeting.id(),
                            meeting.title(),
                            meeting.room(),
                            meeting.startedAt(),
                            item.text(),
                            item.owner(),
                            item.due(),
                            item.evidence(),
                            state.map(State::done)));
        }
        return List.copyOf(items);
    }

    /// What earlier meetings of the same room left open, the newest first; what was said again
    /// later only once, and nothing that this meeting itself names again.
    public List<ActionItem> openBefore(Meeting meeting) {
        var seen = new ArrayList<>(of(meeting));
        var open = new ArrayList<ActionItem>();
        meetings.meetings(Optional.of(meeting.room()), MEETINGS_MAX).stream()
                .filter(one -> one.startedAt().isBefore(meeting.startedAt()))
                .limit(MEETINGS_BEFORE)
                .flatMap(one -> of(one).stream())
                .forEach(item -> {
                    if (seen.stream().noneMatch(one -> isSame(one, item))) {
                        seen.add(item);
                        if (!item.isDone()) {
                            open.add(item);
                        }
                    }
                });
        return List.copyOf(open);
    }

    private static boolean isSame(ActionItem one, ActionItem other) {
        var owners =
                one.owner().isEmpty()
                        || other.owner().isEmpty()
                        || one.owner().equals(other.owner());
        return owners && ItemKey.isSame(one.text(), List.of(), other.text(), List.of());
    }

    /// Says of an item that it is done, or open again.
    ///
    /// @param key as [ActionItem#key] has it
    /// @return the meeting's items then; empty when it has no such item (any more)
    public Optional<List<ActionItem>> set(Meeting meeting, String key, boolean done, String by) {
        var item = of(meeting).stream().filter(one -> one.key().equals(key)).findFirst();
        if (item.isEmpty()) {
            return Optional.empty();
        }
        if (item.get().isDone() != done) {
            write(meeting, item.get(), done, by);
        }
        return Optional.of(of(meeting));
    }

    private void write(Meeting meeting, ActionItem item, boolean done, String by) {
        var segments = item.evidence().segments();
        database.inTransaction(handle -> {
            for (var state : states(handle, meeting.id())) {
                if (ItemKey.isSame(state.text(), state.segments(), item.text(), segments)) {
                    handle.createUpdate("delete from action_state where id = :id")
                            .bind("id", state.id())
                            .execute();
                }
            }
            return done
                    && handle.createUpdate(
                                            """
                                            insert into action_state
                                                (meeting_id, text, segments, changed_at, changed_by)
                                            values (:meeting, :text, :segments, :at, :by)
                                            """)
                                    .bind("meeting", meeting.id())
                                    .bind("text", shortened(item.text()))
                                    .bind("segments", json(segments))
                                    .bind("at", clock.instant())
                                    .bind("by", by)
                                    .execute()
                            > 0;
        });
        database.barrier();
    }

    private static List<State> states(Handle handle, String meeting) {
        return handle.createQuery("select * from action_state where meeting_id = :meeting")
                .bind("meeting", meeting)
                .map((row, context) ->
                        new State(
                                row.getLong("id"),
                                row.getString("text"),
                                numbers(row.getString("segments")),
                                new ActionItem.Done(
                                        HubDatabase.instant(row, "changed_at"),
                                        row.getString("changed_by"))))
                .list();
    }

    private static String shortened(String text) {
        return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
    }

    static List<Long> numbers(String json) {
        try {
            return JSON.readValue(json, NUMBERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an item's segments are not JSON", e);
        }
    }

    private static String json(List<Long> segments) {
        try {
            return JSON.writeValueAsString(segments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an item's segments", e);
        }
    }
}
