package io.roomscribe.hub.export;

import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.Room;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.transcript.TranscriptStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/// Gathers what there is of a meeting and writes it in a format.
///
/// Thread-safe.
public final class MeetingExport {
    private static final int NAME_LETTERS_MAX = 80;

    private final FleetStore fleet;
    private final MeetingStore meetings;
    private final TranscriptStore transcripts;
    private final SpeakerStore speakers;
    private final SummaryStore summaries;
    private final Clock clock;

    /// @param clock its zone is the one that times are written in
    public MeetingExport(
            FleetStore fleet,
            MeetingStore meetings,
            TranscriptStore transcripts,
            SpeakerStore speakers,
            SummaryStore summaries,
            Clock clock) {
        this.fleet = fleet;
        this.meetings = meetings;
        this.transcripts = transcripts;
        this.speakers = speakers;
        this.summaries = summaries;
        this.clock = clock;
    }

    /// The meeting as it is now; empty when there is none of that id.
    public Optional<ExportedFile> write(String meeting, ExportFormat format) {
        return meetings.meeting(meeting)
                .map(this::document)
                .map(document -> file(document, format));
    }

    private MeetingDocument document(Meeting meeting) {
        var until = meeting.until(clock.instant());
        return MeetingDocument.of(
                meeting,
                fleet.room(meeting.room()).map(Room::name).orElse(meeting.room().value()),
                clock.getZone(),
                until,
                meetings.attendees(meeting.id()),
                summaries.latest(meeting.id()),
                transcripts.segments(meeting.id()),
                speakers.speakers(meeting.id()),
                transcripts.gaps(meeting.room(), meeting.startedAt(), until),
                transcripts.marks(meeting.room(), meeting.startedAt(), until));
    }

    private static ExportedFile file(MeetingDocument document, ExportFormat format) {
        return new ExportedFile(
                name(document) + "." + format.extension(),
                format.mediaType(),
                content(document, format));
    }

    static byte[] content(MeetingDocument document, ExportFormat format) {
        return switch (format) {
            case PDF -> PdfExport.write(document);
            case DOCX -> WordExport.write(document);
            case MD -> text(MarkdownExport.write(document));
            case TXT -> text(TextExport.write(document));
            case SRT -> text(SubtitleExport.subRip(document));
            case VTT -> text(SubtitleExport.webVtt(document));
            case JSON -> text(JsonExport.write(document));
        };
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// `2026-03-04 Firmware, dashboard and budget`, of letters and digits that every system takes.
    private static String name(MeetingDocument document) {
        var day = LocalDate.ofInstant(document.startedAt(), document.zone());
        var title = new StringBuilder();
        document.title()
                .codePoints()
                .map(letter -> isPlain(letter) ? letter : ' ')
                .limit(NAME_LETTERS_MAX)
                .forEach(title::appendCodePoint);
        var words = title.toString().strip().replaceAll(" {2,}", " ");
        return words.isEmpty() ? day + " Meeting" : day + " " + words;
    }

    private static boolean isPlain(int letter) {
        return Character.isLetterOrDigit(letter) || letter == '-' || letter == ',';
    }
}
