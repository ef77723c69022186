package io.roomscribe.hub.transcript;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.transcript.EditRows.Now;
import io.roomscribe.hub.transcript.SegmentEdit.Kind;
import io.roomscribe.protocol.RoomId;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What people correct in a transcript. Each correction leaves what was there before, and can be
/// taken back; a segment that its box sends again changes nothing.
///
/// Thread-safe.
public final class TranscriptEdits {
    private static final int TEXT_MAX = 10_000;
    private static final int FIND_MAX = 200;

    private final HubDatabase database;
    private final HubEvents events;
    private final Clock clock;

    public TranscriptEdits(HubDatabase database, HubEvents events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /// What a search found, or replaced.
    ///
    /// @param places how often
    /// @param segments in how many segments
    public record Found(int places, int segments) {}

    /// Find and replace over a whole meeting.
    public record Search(String find, String replace, boolean matchCase, boolean wholeWords) {}

    /// Writes what was said as it should read.
    public void edit(RoomId room, String meeting, long number, String text, String by) {
        var wanted = checkedText(text);
        change(
                room,
                meeting,
                handle -> {
                    var now = find(handle, meeting, number);
                    return write(handle, now, wanted, Kind.TYPED, by) ? 1 : 0;
                });
    }

    /// Counts what [#replace] would replace.
    public Found find(String meeting, Search search) {
        var replacement = checked(search);
        return database.read(handle -> {
            var counts =
                    EditRows.texts(handle, meeting).stream()
                            .mapToInt(now -> replacement.count(now.text()))
                            .filter(count -> count > 0)
                            .toArray();
            return new Found(Arrays.stream(counts).sum(), counts.length);
        });
    }

    public Found replace(RoomId room, String meeting, Search search, String by) {
        var found = find(meeting, search);
        var replacement = checked(search);
        change(room, meeting, handle -> rewrite(handle, meeting, replacement, Kind.REPLACED, by));
        return found;
    }

    /// Puts back what a segment read before a correction.
    public void restore(RoomId room, String meeting, long edit, String by) {
        change(
                room,
                meeting,
                handle -> {
                    var old =
                            EditRows.edits(handle, meeting).stream()
                                    .filter(one -> one.id() == edit)
                                    .findFirst()
                                    .orElseThrow(TranscriptException::noEdit);
                    var now = find(handle, meeting, old.segment());
                    var words = SegmentJson.words(EditRows.oldWords(handle, edit));
                    EditRows.write(
                            handle, now, old.before(), words, Kind.RESTORED, by, clock.instant());
                    return 1;
                });
    }

    /// A meeting's corrections, newest first.
    public List<SegmentEdit> history(String meeting) {
        return database.read(handle -> EditRows.edits(handle, meeting));
    }

    /// Numbers of a meeting's segments that do not read as they were heard.
    public Set<Long> edited(String meeting) {
        return history(meeting).stream().map(SegmentEdit::segment).collect(Collectors.toSet());
    }

    /// What is heard in a room is always written so: in what comes from now on, and in one meeting.
    public Found always(RoomId room, String meeting, RoomWord word) {
        var search = new Search(word.heard(), word.written(), false, true);
        var found = find(meeting, search);
        var replacement = checked(search);
        change(
                room,
                meeting,
                handle -> rewrite(handle, meeting, replacement, Kind.VOCABULARY, word.by()));
        return found;
    }

    private int rewrite(
            Handle handle, String meeting, Replacement replacement, Kind kind, String by) {
        var changed = 0;
        for (var now : EditRows.texts(handle, meeting)) {
            var text = replacement.in(now.text());
            if (text.isBlank()) {
                throw TranscriptException.notValid(
                        "nothing would be left of a segment", "replace it by something");
            }
            changed += write(handle, now, text, kind, by) ? 1 : 0;
        }
        return changed;
    }

    private boolean write(Handle handle, Now now, String text, Kind kind, String by) {
        if (text.equals(now.text())) {
            return false;
        }
        var words = WordTimes.of(SegmentJson.words(now.words()), text);
        EditRows.write(handle, now, text, words, kind, by, clock.instant());
        return true;
    }

    private static Now find(Handle handle, String meeting, long number) {
        return EditRows.text(handle, meeting, number).orElseThrow(TranscriptException::noSegment);
    }

    /// What a person did must survive a power cut.
    private void change(RoomId room, String meeting, Function<Handle, Integer> work) {
        int changed =
                database.inTransaction(handle -> {
                    var count = work.apply(handle);
                    if (count > 0) {
                        EditRows.outdate(handle, meeting);
                    }
                    return count;
                });
        if (changed > 0) {
            database.barrier();
            events.publish(new HubEvent.TranscriptChanged(room, meeting));
        }
    }

    private static Replacement checked(Search search) {
        if (search.find().isBlank()
                || search.find().length() > FIND_MAX
                || search.replace().length() > FIND_MAX
                || hasControls(search.replace())) {
            throw TranscriptException.notValid(
                    "what to find is 1 to %d characters, what to put in its place at most as many"
                            .formatted(FIND_MAX),
                    "name a word or a few");
        }
        return new Replacement(
                search.find(), search.replace(), search.matchCase(), search.wholeWords());
    }

    private static String checkedText(String text) {
        var plain = text.strip().replaceAll("\\s+", " ");
        if (plain.isEmpty() || plain.length() > TEXT_MAX || hasControls(plain)) {
            throw TranscriptException.notValid(
                    "a segment's text has 1 to %d characters".formatted(TEXT_MAX),
                    "to take words away for good, have the stretch forgotten");
        }
        return plain;
    }

    static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
