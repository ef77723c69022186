package io.roomscribe.hub.export;

import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingState;
import io.roomscribe.hub.speaker.Speakers;
import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.SummaryRevision;
import io.roomscribe.hub.transcript.Gap;
import io.roomscribe.hub.transcript.Mark;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.GapReason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Meetings to export: a small one with everything in it that is hard to write, and a long one.
final class SampleDocument {
    static final Instant START = Instant.parse("2026-03-04T10:00:00Z");
    static final String HTML = "<script>alert(\"1\")</script> & <b>bold</b> {\\an8} --> it's";
    static final String EMOJI = "Well done 😀 🚀 Müller, Łódź";
    static final String HEBREW = "שלום עולם, היום יום רביעי";
    static final String ARABIC = "مرحبا بالعالم";
    private static final RoomId ROOM = new RoomId("boardroom");

    private SampleDocument() {}

    static MeetingDocument hard() {
        var evidence = new Evidence(EMOJI, List.of(2L), true);
        var minutes =
                new Minutes(
                        "Budget & <i>fun</i>",
                        "First paragraph. " + HTML + "\nSecond paragraph.\u0000\ud800",
                        List.of("Ünïcode", "# heading"),
                        List.of(
                                new Minutes.Section("# Ünïcode", "They said " + HTML, 1, 2),
                                new Minutes.Section("Gone", "Nobody has it.", 77, 78)),
                        List.of(new Minutes.Decision("Ship on Friday " + HTML, evidence)),
                        List.of(
                                new Minutes.ActionItem(
                                        "Order microphones",
                                        Optional.of("Anna"),
                                        Optional.of("by Thursday"),
                                        new Evidence("I will", List.of(), false))),
                        List.of(new Minutes.OpenQuestion("Who pays?", Evidence.NONE)));
        return of(
                "Budget \"Q1\" <i>2026</i>",
                List.of(
                        segment(1, 1, 5, "unsure", HTML),
                        segment(2, 6, 9, "Anna", EMOJI),
                        segment(3, 10, 14, "דנה", HEBREW),
                        segment(4, 50, 55, "Ben", ARABIC),
                        segment(5, 80, 100, "Ben", "long ".repeat(60).strip())),
                Optional.of(minutes));
    }

    /// 100,000 words in 5,000 turns.
    static MeetingDocument long100000() {
        var segments =
                IntStream.rangeClosed(1, 5000)
                        .mapToObj(turn ->
                                segment(
                                        turn,
                                        turn * 4L,
                                        turn * 4L + 3,
                                        "Speaker " + turn % 7,
                                        "word%d ".formatted(turn).repeat(20).strip()))
                        .toList();
        return of("A long day", segments, Optional.empty());
    }

    private static MeetingDocument of(
            String title, List<Segment> segments, Optional<Minutes> minutes) {
        var end = segments.getLast().endedAt();
        var meeting = new Meeting("m-1", ROOM, title, MeetingState.ENDED, START, end);
        var device = new DeviceId("box-1");
        var gaps = new ArrayList<Gap>();
        gaps.add(gap(device, 15, 45, GapReason.MUTED));
        gaps.add(gap(device, 40, 46, GapReason.MICROPHONE_LOST));
        return MeetingDocument.of(
                meeting,
                "Boardroom",
                ZoneOffset.UTC,
                end,
                List.of("Anna", "<Ben> O'Neil"),
                minutes.map(one ->
                        new SummaryRevision(
                                "m-1",
                                3,
                                SummaryRevision.Kind.MODEL,
                                true,
                                5,
                                "qwen2.5",
                                one,
                                START)),
                segments,
                new Speakers("m-1", List.of()),
                gaps,
                List.of(new Mark(START.plusSeconds(52), "important")));
    }

    private static Gap gap(DeviceId device, long from, long to, GapReason reason) {
        return new Gap(ROOM, device, START.plusSeconds(from), START.plusSeconds(to), reason);
    }

    private static Segment segment(long number, long from, long to, String speaker, String text) {
        return new Segment(
                number,
                "m-1",
                RecordingId.parse("00000000000000a1"),
                from * 16_000,
                (to - from) * 16_000,
                START.plusSeconds(from),
                START.plusSeconds(to),
                START.plusSeconds(to),
                speaker,
                "en",
                "tiny",
                text,
                List.of());
    }
}
