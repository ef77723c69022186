package io.roomscribe.hub.calendar;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Rooms' calendars: sets them, and reads those that are due. One that cannot be read says why and
/// leaves what was read before.
///
/// Thread-safe; one supervised task.
public final class CalendarDesk implements Task {
    private static final System.Logger LOG = System.getLogger(CalendarDesk.class.getName());
    private static final Duration TURN = Duration.ofSeconds(20);
    private static final Duration BEFORE = Duration.ofDays(2);
    private static final Duration AFTER = Duration.ofDays(14);
    private static final Duration EVERY_MIN = Duration.ofMinutes(1);
    private static final Duration EVERY_MAX = Duration.ofDays(1);
    private static final int URL_MAX = 2_000;
    private static final int PROBLEM_MAX = 300;

    private final CalendarStore store;
    private final CalendarSource source;
    private final Clock clock;

    /// @param source gets calendars from their addresses
    public CalendarDesk(HubDatabase database, CalendarSource source, Clock clock) {
        this.store = new CalendarStore(database);
        this.source = source;
        this.clock = clock;
    }

    public boolean hasRoom(RoomId room) {
        return store.hasRoom(room);
    }

    public Optional<RoomCalendar> calendar(RoomId room) {
        return store.calendar(room);
    }

    /// What a room is booked for between two instants, as it was last read.
    public List<Appointment> appointments(RoomId room, Instant from, Instant to) {
        return store.appointments(room, from, to);
    }

    /// From now on this address is a room's calendar; it is read at once.
    ///
    /// @return with what came of that
    public RoomCalendar setAddress(RoomId room, String url, Duration every, String by) {
        if (every.compareTo(EVERY_MIN) < 0 || every.compareTo(EVERY_MAX) > 0) {
            throw CalendarException.notValid(
                    "a calendar is read every 1 to 1440 minutes", "give such a number");
        }
        set(room, checked(url), "", every, by);
        return readNow(room);
    }

    /// From now on this file is a room's calendar. One that cannot be read is not kept.
    public RoomCalendar setFile(RoomId room, String file, String by) {
        var _ = parse(file.getBytes(StandardCharsets.UTF_8), clock.instant());
        // Recurring events go on: the days around now are read from it each day.
        set(room, "", file, EVERY_MAX, by);
        return readNow(room);
    }

    private void set(RoomId room, String url, String file, Duration every, String by) {
        if (!store.hasRoom(room)) {
            throw CalendarException.noRoom();
        }
        store.set(room, url, file, every, clock.instant(), by);
    }

    /// A room has no calendar any more. Meetings keep what they have from it.
    public void remove(RoomId room) {
        if (!store.remove(room)) {
            throw CalendarException.none();
        }
    }

    /// @return with what came of it
    public RoomCalendar readNow(RoomId room) {
        var calendar = store.calendar(room).orElseThrow(CalendarException::none);
        try {
            read(room, calendar);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return store.calendar(room).orElse(calendar);
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            readDue();
        } while (!stop.await(TURN));
    }

    void readDue() throws InterruptedException {
        for (var room : store.rooms()) {
            var calendar = store.calendar(room);
            if (calendar.isPresent() && calendar.get().isDue(clock.instant())) {
                read(room, calendar.get());
            }
        }
    }

    private void read(RoomId room, RoomCalendar calendar) throws InterruptedException {
        var now = clock.instant();
        try {
            var bytes =
                    calendar.isAddress()
                            ? source.get(URI.create(calendar.url()))
                            : calendar.file().getBytes(StandardCharsets.UTF_8);
            store.read(room, calendar, parse(bytes, now), now);
            if (!calendar.problem().isEmpty()) {
                LOG.log(System.Logger.Level.INFO, "Calendar read again room={0}", room.value());
            }
        } catch (CalendarException e) {
            var problem = e.getMessage();
            store.failed(room, problem.substring(0, Math.min(problem.length(), PROBLEM_MAX)), now);
            if (calendar.problem().isEmpty()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Calendar cannot be read room={0} code={1}",
                        room.value(),
                        e.code());
            }
        }
    }

    private List<Appointment> parse(byte[] bytes, Instant now) {
        try {
            return new CalendarFile(clock.getZone())
                    .read(new ByteArrayInputStream(bytes), now.minus(BEFORE), now.plus(AFTER));
        } catch (IOException e) {
            throw CalendarException.unreadable(e);
        }
    }

    private static String checked(String url) {
        var plain = url.strip().replaceFirst("^webcals?://", "https://");
        try {
            var uri = new URI(plain);
            var isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isWeb && uri.getHost() != null && plain.length() <= URL_MAX) {
                return plain;
            }
        } catch (URISyntaxException e) {
            // falls through to the same answer
        }
        throw CalendarException.notValid(
                "a calendar's address begins with http://, https:// or webcal://",
                "copy the address that the calendar's program calls its ICS or iCal address");
    }
}
