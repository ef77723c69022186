package io.roomscribe.hub.meeting;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.meeting.CutRule.Span;
import io.roomscribe.hub.meeting.CutRule.Speech;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.RandomId;
import io.roomscribe.hub.transcript.MeetingBoundaries;
import io.roomscribe.hub.transcript.Recording;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Begins, continues, ends and re-opens meetings as text comes in. Meetings are cut by audio time;
/// the hub's clock only ends one for which nothing comes any more, and late text re-opens that.
///
/// Keeps no state between calls; called by ingest's committer.
public final class MeetingCutter implements MeetingBoundaries, EntryHandler {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

    private final Duration pause;
    private final CutRule rule;
    private final ZoneId zone;
    private final RandomGenerator random;
    private final MeetingJoin join;

    private MeetingCutter(
            MeetingConfig config, ZoneId zone, RandomGenerator random, MeetingJoin join) {
        this.pause = config.pause();
        this.rule = new CutRule(config.pause());
        this.zone = zone;
        this.random = random;
        this.join = join;
    }

    /// A meeting that ran when the hub stopped runs on: its boxes get the whole pause to come back.
    ///
    /// @param clock its zone is the one that titles are written in
    /// @param random makes unguessable meeting ids
    /// @param followers who keeps something about segments, in the order they are told
    public static MeetingCutter open(
            MeetingConfig config,
            HubDatabase database,
            Clock clock,
            RandomGenerator random,
            SegmentMoves... followers) {
        database.inTransaction(handle -> {
            MeetingRows.touchAll(new IngestTransaction(handle, clock.instant()));
            return true;
        });
        return new MeetingCutter(
                config, clock.getZone(), random, new MeetingJoin(List.of(followers)));
    }

    @Override
    public String meetingFor(
            IngestTransaction transaction, Recording recording, Instant from, Instant to) {
        var room = recording.room();
        MeetingRows.lock(transaction, room);
        var spans =
                MeetingRows.spans(
                        transaction, room, recording.id(), from.minus(pause), from.plus(pause));
        var cuts = CutRows.between(transaction, room, earliest(spans, from), from.plus(pause));
        return rule.choose(spans, cuts, new Speech(recording.id(), recording.device(), from))
                .map(span -> continued(transaction, recording, span, from, to))
                .orElseGet(() -> begun(transaction, room, from, to));
    }

    private static Instant earliest(List<Span> spans, Instant from) {
        return spans.stream()
                .map(Span::startedAt)
                .filter(from::isAfter)
                .min(Comparator.naturalOrder())
                .orElse(from);
    }

    private String begun(IngestTransaction transaction, RoomId room, Instant from, Instant to) {
        var isNewest = MeetingRows.isNewest(transaction, room, from);
        if (isNewest) {
            MeetingRows.running(transaction, room).forEach(other -> end(transaction, other));
        }
        var meeting =
                new Meeting(
                        RandomId.of(random),
                        room,
                        title(transaction, room, from),
                        isNewest ? MeetingState.RUNNING : MeetingState.ENDED,
                        from,
                        to);
        MeetingRows.insert(transaction, meeting);
        changed(transaction, room, meeting.id());
        return meeting.id();
    }

    private String continued(
            IngestTransaction transaction,
            Recording recording,
            Span span,
            Instant from,
            Instant to) {
        var room = recording.room();
        var startedAt = from.isBefore(span.startedAt()) ? from : span.startedAt();
        var endedAt = to.isAfter(span.endedAt()) ? to : span.endedAt();
        MeetingRows.stretch(transaction, span.meeting(), startedAt, endedAt);
        if (MeetingRows.stateOf(transaction, span.meeting()) == MeetingState.ENDED) {
            var reopens =
                    span.closing().isEmpty()
                            && MeetingRows.isNewest(transaction, room, startedAt)
                            && !CutRows.isCutAfter(transaction, room, startedAt);
            if (reopens) {
                MeetingRows.state(transaction, span.meeting(), MeetingState.RUNNING);
            }
            changed(transaction, room, span.meeting());
        } else if (startedAt.isBefore(span.startedAt())) {
            changed(transaction, room, span.meeting());
        }
        return span.closing().isPresent()
                ? span.meeting()
                : MeetingJoin.following(transaction, room, startedAt, endedAt.plus(pause))
                        .filter(next -> MeetingJoin.has(transaction, next, recording.id()))
                        .map(next -> joined(transaction, span.meeting(), startedAt, endedAt, next))
                        .orElse(span.meeting());
    }

    /// @return the meeting that is left
    private String joined(
            IngestTransaction transaction,
            String earlier,
            Instant startedAt,
            Instant endedAt,
            Meeting later) {
        var former = MeetingRows.find(transaction, earlier);
        var titledBy = MeetingTitles.titledBy(transaction, earlier);
        join.join(transaction, earlier, later.id());
        MeetingRows.stretch(
                transaction,
                later.id(),
                startedAt,
                endedAt.isAfter(later.endedAt()) ? endedAt : later.endedAt());
        MeetingTitles.timeTitle(
                transaction, later.id(), title(transaction, later.room(), startedAt));
        if (MeetingTitles.titledBy(transaction, later.id()).equals(MeetingTitles.BY_TIME)
                && !titledBy.equals(MeetingTitles.BY_TIME)) {
            MeetingTitles.title(transaction, later.id(), former.title(), titledBy);
        }
        changed(transaction, later.room(), earlier);
        reread(transaction, later.room(), later.id());
        return later.id();
    }

    @Override
    public void heardThrough(IngestTransaction transaction, Recording recording, Instant through) {
        MeetingRows.lock(transaction, recording.room());
        MeetingRows.running(transaction, recording.room()).stream()
                .filter(meeting -> meeting.endedAt().plus(pause).isBefore(through))
                .forEach(meeting -> end(transaction, meeting));
        MeetingRows.touch(transaction, recording.room());
    }

    @Override
    public void recordingEnded(
            IngestTransaction transaction, Recording recording, Instant at, EndReason reason) {
        heardThrough(transaction, recording, at);
        if (!reason.endsMeeting()) {
            joinNext(transaction, recording);
            return;
        }
        // Text that came late made meetings that never ran; they are closed like those that do.
        var ended =
                MeetingJoin.last(transaction, recording.id())
                        .or(() ->
                                MeetingRows.running(transaction, recording.room()).stream()
                                        .filter(meeting -> !meeting.startedAt().isAfter(at))
                                        .findFirst());
        ended.filter(meeting -> !meeting.startedAt().isAfter(at))
                .ifPresent(meeting -> {
                    var closedAt = at.isBefore(meeting.endedAt()) ? meeting.endedAt() : at;
                    MeetingRows.close(transaction, meeting.id(), recording.id(), closedAt);
                    changed(transaction, recording.room(), meeting.id());
                });
    }

    /// Nobody ended the meeting: what began soon after its recording is the same one.
    private void joinNext(IngestTransaction transaction, Recording recording) {
        MeetingJoin.last(transaction, recording.id())
                .ifPresent(meeting -> {
                    if (!MeetingRows.isClosed(transaction, meeting.id())) {
                        MeetingJoin.following(
                                        transaction,
                                        recording.room(),
                                        meeting.startedAt(),
                                        meeting.endedAt().plus(pause))
                                .ifPresent(next ->
                                        joined(
                                                transaction,
                                                meeting.id(),
                                                meeting.startedAt(),
                                                meeting.endedAt(),
                                                next));
                    }
                });
    }

    @Override
    public void recordingMoved(
            IngestTransaction transaction, Recording recording, List<String> meetings) {
        MeetingRows.lock(transaction, recording.room());
        CutRows.move(transaction, recording.id(), recording.startedAt());
        for (var id : meetings) {
            MeetingRows.fitToSegments(transaction, id);
            var after = MeetingRows.find(transaction, id);
            MeetingTitles.timeTitle(
                    transaction, id, title(transaction, after.room(), after.startedAt()));
            // A time of day at which somebody cut may lie within it now.
            CutRows.between(transaction, after.room(), after.startedAt(), after.endedAt())
                    .reversed()
                    .forEach(cut -> {
                        var _ = split(transaction, id, cut);
                    });
            var goesOn =
                    after.state() == MeetingState.ENDED
                            && !MeetingRows.isClosed(transaction, id)
                            && !CutRows.isCutAfter(transaction, after.room(), after.startedAt())
                            && MeetingRows.isNewest(transaction, after.room(), after.startedAt())
                            && after.endedAt().plus(pause).isAfter(transaction.now());
            if (goesOn) {
                MeetingRows.state(transaction, id, MeetingState.RUNNING);
            }
            changed(transaction, after.room(), id);
        }
        MeetingRows.moveClosing(transaction, recording.id());
        MeetingRows.touch(transaction, recording.room());
    }

    @Override
    public void erased(IngestTransaction transaction, Collection<String> meetings) {
        for (var id : meetings) {
            var room = MeetingRows.find(transaction, id).room();
            MeetingRows.lock(transaction, room);
            if (MeetingRows.hasSegments(transaction, id)) {
                MeetingRows.fitToSegments(transaction, id);
            } else {
                MeetingRows.delete(transaction, id);
            }
            changed(transaction, room, id);
        }
    }

    /// Everything that bears on meetings comes by [MeetingBoundaries].
    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {}

    @Override
    public void elapsed(IngestTransaction transaction) {
        MeetingRows.untouchedSince(transaction, transaction.now().minus(pause))
                .forEach(meeting -> end(transaction, meeting));
    }

    /// One that somebody began and in which nobody spoke leaves nothing.
    private static void end(IngestTransaction transaction, Meeting meeting) {
        if (MeetingRows.hasSegments(transaction, meeting.id())) {
            MeetingRows.state(transaction, meeting.id(), MeetingState.ENDED);
        } else {
            MeetingRows.delete(transaction, meeting.id());
        }
        changed(transaction, meeting.room(), meeting.id());
    }

    /// What a person did between the entries, with the room locked.
    Meeting start(IngestTransaction transaction, RoomId room, String title, String by) {
        var at = cutNow(transaction, room, MeetingCut.Kind.STARTED, by);
        var meeting =
                new Meeting(
                        RandomId.of(random),
                        room,
                        title.isEmpty() ? title(transaction, room, at) : title,
                        MeetingState.RUNNING,
                        at,
                        at);
        MeetingRows.insert(transaction, meeting);
        if (!title.isEmpty()) {
            MeetingTitles.title(transaction, meeting.id(), title, MeetingTitles.BY_PERSON);
        }
        changed(transaction, room, meeting.id());
        return meeting;
    }

    void stop(IngestTransaction transaction, RoomId room, String by) {
        var _ = cutNow(transaction, room, MeetingCut.Kind.STOPPED, by);
    }

    /// Ends what runs in a room at this moment. What the hub has heard already stays in it, also
    /// from a box whose clock is ahead, or not set; where such a clock is corrected, the cut moves
    /// with the recording.
    private static Instant cutNow(
            IngestTransaction transaction, RoomId room, MeetingCut.Kind kind, String by) {
        var running = MeetingRows.running(transaction, room);
        var heard = running.stream().findFirst().flatMap(one -> LastHeard.of(transaction, one));
        var place = heard.filter(last -> last.isBeyond(transaction.now()));
        var at = place.map(LastHeard::at).orElse(transaction.now());
        CutRows.insert(
                transaction, new MeetingCut(room, at, place.map(LastHeard::place), kind, by));
        running.forEach(meeting -> end(transaction, meeting));
        return at;
    }

    /// What was said from `at` on is another meeting's: of one that begins there, or of a new one.
    ///
    /// @return the later meeting; empty when nothing was said before or after
    Optional<Meeting> split(IngestTransaction transaction, String id, Instant at) {
        var whole = MeetingRows.find(transaction, id);
        var first = MeetingRows.firstFrom(transaction, id, at);
        if (first.isEmpty() || !MeetingRows.isSaidBefore(transaction, id, at)) {
            return Optional.empty();
        }
        var later =
                MeetingJoin.begun(transaction, whole.room(), at, first.get().plus(pause))
                        .orElseGet(() -> secondHalf(transaction, whole, first.get()));
        join.move(transaction, id, later.id(), at);
        for (var half : List.of(id, later.id())) {
            MeetingRows.fitToSegments(transaction, half);
            reread(transaction, whole.room(), half);
        }
        MeetingRows.state(transaction, id, MeetingState.ENDED);
        return Optional.of(MeetingRows.find(transaction, later.id()));
    }

    private Meeting secondHalf(IngestTransaction transaction, Meeting whole, Instant from) {
        var later =
                new Meeting(
                        RandomId.of(random),
                        whole.room(),
                        title(transaction, whole.room(), from),
                        whole.state(),
                        from,
                        whole.endedAt());
        MeetingRows.insert(transaction, later);
        MeetingRows.moveClosing(transaction, whole.id(), later.id());
        return later;
    }

    /// Two neighbours are one.
    Meeting merge(IngestTransaction transaction, Meeting earlier, Meeting later) {
        CutRows.lift(transaction, earlier.room(), earlier.startedAt(), later.startedAt());
        var left = joined(transaction, earlier.id(), earlier.startedAt(), earlier.endedAt(), later);
        return MeetingRows.find(transaction, left);
    }

    private static void reread(IngestTransaction transaction, RoomId room, String meeting) {
        changed(transaction, room, meeting);
        transaction.publish(new HubEvent.TranscriptChanged(room, meeting));
    }

    private static void changed(IngestTransaction transaction, RoomId room, String meeting) {
        transaction.publish(new HubEvent.MeetingChanged(room, meeting));
    }

    private String title(IngestTransaction transaction, RoomId room, Instant from) {
        return MeetingTitles.roomName(transaction, room) + ", " + WHEN.format(from.atZone(zone));
    }
}
