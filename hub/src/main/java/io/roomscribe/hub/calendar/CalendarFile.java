package io.roomscribe.hub.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.RecurrenceId;

/// Reads an ICS file: each time that something takes place within a stretch of time. Times without
/// a zone are the hub's. What lasts whole days, was cancelled, is marked as free or takes no time
/// books no room.
///
/// Immutable.
final class CalendarFile {
    private static final int TITLE_MAX = 200;
    private static final int UID_MAX = 300;
    private static final int ATTENDEES_MAX = 100;
    private static final int NAME_MAX = 100;

    /// A file that repeats something every second for ever is cut off.
    private static final int APPOINTMENTS_MAX = 2_000;

    private static final String MAILTO = "mailto:";

    private final ZoneId zone;

    CalendarFile(ZoneId zone) {
        this.zone = zone;
    }

    /// Between two instants, in the order in which they begin.
    ///
    /// @throws CalendarException when it is no calendar
    List<Appointment> read(InputStream file, Instant from, Instant to) throws IOException {
        try {
            var calendar = new CalendarBuilder().build(file);
            return appointments(calendar, from, to);
        } catch (ParserException | RuntimeException e) {
            // What is in a stranger's file may make the library fail in any way.
            throw CalendarException.unreadable(e);
        }
    }

    private List<Appointment> appointments(Calendar calendar, Instant from, Instant to) {
        List<VEvent> events = calendar.getComponents("VEVENT");
        var found = new ArrayList<Appointment>();
        for (var event : events) {
            // What was moved or cancelled of a series stands for itself.
            var replaced = isOfSeries(event) ? Set.<Instant>of() : replaced(events, event);
            add(found, event, replaced, event.calculateRecurrenceSet(period(from, to)));
        }
        found.sort(Comparator.comparing(Appointment::startsAt).thenComparing(Appointment::uid));
        return List.copyOf(found);
    }

    private static boolean isOfSeries(VEvent event) {
        return event.getProperty(Property.RECURRENCE_ID).isPresent();
    }

    /// When the occurrences of a series were to begin that another entry of the file replaces.
    private Set<Instant> replaced(List<VEvent> events, VEvent series) {
        var uid = text(series, Property.UID);
        return events.stream()
                .filter(event -> text(event, Property.UID).equals(uid))
                .flatMap(event -> event.getProperty(Property.RECURRENCE_ID).stream())
                .filter(RecurrenceId.class::isInstance)
                .flatMap(id -> instant(((RecurrenceId<?>) id).getDate()).stream())
                .collect(Collectors.toSet());
    }

    private Period<ZonedDateTime> period(Instant from, Instant to) {
        return new Period<>(from.atZone(zone), to.atZone(zone));
    }

    private <T extends Temporal> void add(
            List<Appointment> found, VEvent of, Set<Instant> replaced, Iterable<Period<T>> times) {
        for (var time : times) {
            var start = instant(time.getStart());
            var end = instant(time.getEnd());
            var isBooked =
                    start.isPresent()
                            && end.isPresent()
                            && end.get().isAfter(start.get())
                            && !replaced.contains(start.get())
                            && !"CANCELLED".equals(text(of, Property.STATUS))
                            && !"TRANSPARENT".equals(text(of, Property.TRANSP));
            if (isBooked && found.size() < APPOINTMENTS_MAX) {
                found.add(
                        new Appointment(
                                shortened(text(of, Property.UID), UID_MAX),
                                shortened(title(of), TITLE_MAX),
                                start.get(),
                                end.get(),
                                attendees(of)));
            }
        }
    }

    /// Empty for whole days.
    private Optional<Instant> instant(Temporal time) {
        return switch (time) {
            case Instant instant -> Optional.of(instant);
            case ZonedDateTime zoned -> Optional.of(zoned.toInstant());
            case OffsetDateTime offset -> Optional.of(offset.toInstant());
            case LocalDateTime local -> Optional.of(local.atZone(zone).toInstant());
            case LocalDate _ -> Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String title(VEvent event) {
        return plain(text(event, Property.SUMMARY));
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    private static String text(VEvent event, String property) {
        return event.getProperty(property).map(Property::getValue).orElse("");
    }

    private static List<String> attendees(VEvent event) {
        List<Property> all = event.getProperties(Property.ATTENDEE);
        return all.stream()
                .map(CalendarFile::attendee)
                .map(name -> shortened(plain(name), NAME_MAX))
                .filter(name -> !name.isBlank())
                .distinct()
                .limit(ATTENDEES_MAX)
                .toList();
    }

    private static String attendee(Property attendee) {
        Optional<Parameter> name = attendee.getParameter(Parameter.CN);
        return name.map(Parameter::getValue).orElseGet(() -> address(attendee.getValue()));
    }

    private static String address(String value) {
        return value.toLowerCase(Locale.ROOT).startsWith(MAILTO)
                ? value.substring(MAILTO.length())
                : value;
    }

    private static String shortened(String text, int max) {
        return text.length() > max ? text.substring(0, max) : text;
    }
}
