package io.roomscribe.hub.dashboard;

import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Decision;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.Minutes.OpenQuestion;
import io.roomscribe.hub.summary.Minutes.Section;
import io.roomscribe.hub.template.MinutesTemplate.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The bundled meeting in the database: three rooms, a running meeting, one gap, minutes.
final class SampleMeeting {
    static final String TITLE = "Firmware, dashboard and budget";

    /// As they first speak.
    private static final List<String> SPEAKERS = List.of("Anna", "Ben", "Martin", "Dana");

    private final SampleHub hub;
    private final Map<Integer, Long> numbers = new TreeMap<>();

    SampleMeeting(SampleHub hub) {
        this.hub = hub;
    }

    void rooms() {
        hub.room("boardroom", "Boardroom");
        hub.room("workshop", "Workshop");
        hub.room("studio", "Studio");
        hub.room("garden-room", "Garden Room");
        hub.device("box-boardroom", "boardroom", true, "recording");
        hub.device("box-workshop", "workshop", true, "muted");
        hub.device("box-studio", "studio", true, "fault");
        hub.device("box-garden", "garden-room", false, "recording");
        hub.condition(
                "box-studio",
                "microphone-lost",
                "error",
                "The microphone 'USB Audio' is gone. Plug it in again; recording goes on by itself.");
        hub.recording(SampleHub.RECORDING, "boardroom", "box-boardroom");
        yesterday();
    }

    private void yesterday() {
        var start = SampleHub.MEETING_START.minus(Duration.ofHours(20));
        hub.meeting(
                "meeting-0",
                "workshop",
                "Release checklist",
                false,
                start,
                start.plus(Duration.ofMinutes(38)));
        hub.minutes(
                "meeting-0",
                3,
                "extractive",
                true,
                "extractive",
                new Minutes(
                        "We test the update on two devices first. The release notes are ready.",
                        List.of("update", "release notes"),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    /// The first `turns` of the meeting.
    void running(int turns) {
        hub.meeting(
                SampleHub.MEETING,
                "boardroom",
                TITLE,
                true,
                SampleHub.MEETING_START,
                SampleHub.MEETING_START);
        for (var name : SPEAKERS) {
            // Nobody has named the last one yet.
            hub.speaker(
                    SampleHub.MEETING,
                    "speaker-" + (1 + SPEAKERS.indexOf(name)),
                    name.equals("Dana") ? "" : name);
        }
        for (int i = 0; i < turns; i++) {
            say(i);
        }
    }

    void say(int turn) {
        var said = SampleHub.turns().get(turn);
        var label = "speaker-" + (1 + SPEAKERS.indexOf(said.speaker()));
        numbers.put(
                turn, hub.segment(SampleHub.MEETING, said.start(), said.end(), label, said.text()));
    }

    Evidence quote(int turn) {
        var number = numbers.get(turn);
        return new Evidence(
                SampleHub.turns().get(turn).text(),
                number == null ? List.of() : List.of(number),
                number != null);
    }

    Minutes first() {
        return new Minutes(
                "The team goes through firmware, dashboard and budget. The new firmware runs on twelve"
                        + " devices; one problem with reconnecting after a router restart is fixed and"
                        + " in test.",
                List.of("Firmware release", "Dashboard", "Budget"),
                List.of(
                        new Decision(
                                "Release the firmware on Friday if the tests are good.", quote(8))),
                List.of(),
                List.of());
    }

    Minutes grown() {
        return new Minutes(
                "Firmware on Friday, a faster dashboard, microphones",
                first().summary()
                        + " The dashboard is ready but takes eight seconds to load with many devices;"
                        + " Dana will keep the last values in memory.\nThe old mobile app ends in"
                        + " December. Microphones are bought now, boards wait until January.",
                first().topics(),
                sections(),
                List.of(
                        new Decision(
                                "Release the firmware on Friday if the tests are good.", quote(8)),
                        new Decision("Stop the old mobile app in December.", quote(24)),
                        new Decision(
                                "Buy two microphones now; boards wait until January.", quote(34))),
                List.of(
                        action(
                                "Finish the tests and write the release notes",
                                "Ben",
                                "Thursday",
                                quote(11)),
                        action("Make the dashboard faster", "Dana", "Monday", quote(20)),
                        action(
                                "Write to the customers about the app",
                                "Martin",
                                "end of next week",
                                quote(25)),
                        action(
                                "Order the microphones",
                                "Martin",
                                "",
                                new Evidence("I'll get the mics ordered", List.of(), false))),
                List.of(
                        new OpenQuestion(
                                "Who keeps the old boards running until January?", Evidence.NONE)));
    }

    private List<Section> sections() {
        return Stream.of(
                        section(
                                "Firmware release",
                                "The new firmware runs on twelve devices. Reconnecting after a"
                                        + " router restart is fixed and in test.",
                                0,
                                12),
                        section(
                                "Dashboard",
                                "It takes eight seconds to load with many devices; the last values"
                                        + " will be kept in memory.",
                                13,
                                21),
                        section(
                                "Mobile app and budget",
                                "The old app ends in December. Boards wait until January.",
                                22,
                                36))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Section> section(String heading, String text, int from, int to) {
        return Optional.ofNullable(numbers.get(from))
                .map(first -> new Section(heading, text, first, numbers.getOrDefault(to, first)));
    }

    /// Minutes with the same text everywhere.
    static Minutes saying(String text) {
        var evidence = new Evidence(text, List.of(), false);
        return new Minutes(
                text,
                List.of(text),
                List.of(new Decision(text, evidence)),
                List.of(action(text, text, text, evidence)),
                List.of(new OpenQuestion(text, evidence)));
    }

    private static ActionItem action(String text, String owner, String due, Evidence evidence) {
        return new ActionItem(
                text,
                Optional.of(owner),
                Optional.of(due).filter(said -> !said.isEmpty()),
                evidence);
    }

    /// As a lecture's template has them.
    Minutes lecture() {
        var known = first();
        return new Minutes(
                "",
                known.summary(),
                known.topics(),
                List.of(),
                known.decisions(),
                List.of(),
                List.of(),
                List.of(
                        new Minutes.Extra(
                                "terms",
                                "Terms",
                                Shape.LIST,
                                List.of(
                                        new Minutes.Entry(
                                                "Firmware: what runs on twelve devices",
                                                "",
                                                List.of(),
                                                quote(2)),
                                        new Minutes.Entry(
                                                "Zebra: a <b>horse</b>",
                                                "",
                                                List.of(),
                                                Evidence.NONE))),
                        new Minutes.Extra(
                                "flashcards",
                                "Flashcards",
                                Shape.CARDS,
                                List.of(
                                        new Minutes.Entry(
                                                "When is the firmware released?",
                                                "On Friday if the tests are good",
                                                List.of(),
                                                quote(8)),
                                        new Minutes.Entry(
                                                "On how many devices does it run?",
                                                "On twelve",
                                                List.of(),
                                                quote(2)))),
                        new Minutes.Extra(
                                "quiz",
                                "Quiz",
                                Shape.QUIZ,
                                List.of(
                                        new Minutes.Entry(
                                                "What is released on Friday?",
                                                "The firmware",
                                                List.of("The dashboard", "The firmware", "Nothing"),
                                                quote(8))))),
                Optional.empty());
    }

    /// A meeting a week before, with a task that nobody has done, and a decision that the one now
    /// turned.
    void earlier() {
        var at = SampleHub.MEETING_START.minusSeconds(7 * 86_400);
        hub.meeting("earlier", "boardroom", "Weekly of last week", false, at, at.plusSeconds(60));
        var said = "we decide to release the firmware not before april";
        var number = hub.segment("earlier", 1, 4, "", said);
        var task = "anna asks the customers about the old mobile app";
        var other = hub.segment("earlier", 5, 8, "", task);
        hub.minutes(
                "earlier",
                1,
                "model",
                true,
                "qwen3:8b",
                new Minutes(
                        "Firmware and customers.",
                        List.of(),
                        List.of(
                                new Decision(
                                        "Release the firmware not before April.",
                                        new Evidence(said, List.of(number), true))),
                        List.of(
                                new ActionItem(
                                        "Ask the customers about the old mobile app.",
                                        Optional.of("Anna"),
                                        Optional.empty(),
                                        new Evidence(task, List.of(other), true))),
                        List.of()));
        var now = quote(8);
        hub.sql(
                "insert into comparison (meeting_id, revision, model, compared_at)"
                        + " values (?, 1, 'qwen3:8b', ?)",
                SampleHub.MEETING,
                SampleHub.NOW);
        hub.sql(
                """
                insert into contradiction (meeting_id, decision, quote, segment,
                    earlier_meeting_id, earlier_decision, earlier_quote, earlier_segment)
                values (?, 'Release the firmware on Friday if the tests are good.', ?, ?,
                    'earlier', 'Release the firmware not before April.', ?, ?)
                """,
                SampleHub.MEETING,
                now.quote(),
                now.segments().getFirst(),
                said,
                number);
    }
}
