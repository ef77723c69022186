package io.roomscribe.hub.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What calendars' programs write into ICS files.
final class CalendarFileTest {
    private static final Instant FROM = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-12-05T00:00:00Z");
    private static final String BERLIN =
            """
            BEGIN:VTIMEZONE
            TZID:Europe/Berlin
            BEGIN:STANDARD
            DTSTART:19701025T030000
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:19700329T020000
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            END:DAYLIGHT
            END:VTIMEZONE
            """;

    private final CalendarFile file = new CalendarFile(ZoneId.of("Europe/Berlin"));

    @Test
    void readsTitleTimesAndAttendees() throws IOException {
        var one =
                read(event(
                                """
                                UID:a
                                DTSTART:20261123T090000Z
                                DTEND:20261123T100000Z
                                SUMMARY:Budget\\, second round
                                ATTENDEE;CN="Adler, Mia":mailto:mia@example.org
                                ATTENDEE:MAILTO:jo@example.org
                                """))
                        .getFirst();

        assertThat(one.title()).isEqualTo("Budget, second round");
        assertThat(one.startsAt()).isEqualTo("2026-11-23T09:00:00Z");
        assertThat(one.endsAt()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(one.attendees()).containsExactly("Adler, Mia", "jo@example.org");
    }

    @Test
    void repeatsAWeeklyMeetingAtItsTimeOfDayAlsoAcrossTheChangeOfClocks() throws IOException {
        var weekly =
                read(
                        BERLIN
                                + event(
                                        """
                                        UID:a
                                        DTSTART;TZID=Europe/Berlin:20260907T100000
                                        DURATION:PT30M
                                        RRULE:FREQ=WEEKLY;BYDAY=MO
                                        EXDATE;TZID=Europe/Berlin:20261130T100000
                                        SUMMARY:Weekly
                                        """));

        assertThat(weekly)
                .extracting(Appointment::startsAt)
                .containsExactly(Instant.parse("2026-11-23T09:00:00Z"));
        assertThat(weekly.getFirst().endsAt()).isEqualTo("2026-11-23T09:30:00Z");
    }

    @Test
    void followsAnOccurrenceThatWasMovedOrCancelled() throws IOException {
        var series =
                read(
                        event(
                                        """
                                        UID:a
                                        DTSTART:20261123T090000Z
                                        DTEND:20261123T093000Z
                                        RRULE:FREQ=DAILY;COUNT=4
                                        SUMMARY:Daily
                                        """)
                                + event(
                                        """
                                        UID:a
                                        RECURRENCE-ID:20261124T090000Z
                                        DTSTART:20261124T150000Z
                                        DTEND:20261124T153000Z
                                        SUMMARY:Daily\\, later
                                        """)
                                + event(
                                        """
                                        UID:a
                                        RECURRENCE-ID:20261125T090000Z
                                        DTSTART:20261125T090000Z
                                        DTEND:20261125T093000Z
                                        STATUS:CANCELLED
                                        SUMMARY:Daily
                                        """));

        assertThat(series)
                .extracting(one -> one.startsAt() + " " + one.title())
                .containsExactly(
                        "2026-11-23T09:00:00Z Daily",
                        "2026-11-24T15:00:00Z Daily, later",
                        "2026-11-26T09:00:00Z Daily");
    }

    @Test
    void booksNothingForWholeDaysCancelledOrFreeTimes() throws IOException {
        assertThat(
                        read(
                                event(
                                                """
                                                UID:a
                                                DTSTART;VALUE=DATE:20261123
                                                DTEND;VALUE=DATE:20261124
                                                SUMMARY:Holiday
                                                """)
                                        + event(
                                                """
                                                UID:b
                                                DTSTART:20261123T090000Z
                                                DTEND:20261123T100000Z
                                                STATUS:CANCELLED
                                                SUMMARY:Off
                                                """)
                                        + event(
                                                """
                                                UID:c
                                                DTSTART:20261123T090000Z
                                                DTEND:20261123T100000Z
                                                TRANSP:TRANSPARENT
                                                SUMMARY:Reminder
                                                """)))
                .isEmpty();
    }

    @Test
    void takesATimeWithoutAZoneAsTheHubs() throws IOException {
        assertThat(
                        read(
                                event(
                                        """
                                        UID:a
                                        DTSTART:20261123T100000
                                        DTEND:20261123T110000
                                        SUMMARY:Here
                                        """)))
                .extracting(Appointment::startsAt)
                .containsExactly(Instant.parse("2026-11-23T09:00:00Z"));
    }

    @Test
    void refusesWhatIsNoCalendar() {
        for (var text :
                List.of("", "<html>Sign in</html>", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")) {
            assertThatThrownBy(() -> file.read(stream(text), FROM, TO))
                    .as(text)
                    .isInstanceOf(CalendarException.class)
                    .hasMessageContaining("ICS file");
        }
    }

    private List<Appointment> read(String components) throws IOException {
        var text =
                "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n"
                        + components
                        + "END:VCALENDAR\n";
        return file.read(stream(text), FROM, TO);
    }

    private static String event(String lines) {
        return "BEGIN:VEVENT\nDTSTAMP:20261101T000000Z\n" + lines + "END:VEVENT\n";
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(
                text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
