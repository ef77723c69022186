package io.roomscribe.hub.meeting;

import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.protocol.RoomId;

/// What meetings are called and who was invited to them, in the table of meetings.
///
/// Stateless.
final class MeetingTitles {
    static final String BY_TIME = "time";
    static final String BY_PERSON = "person";
    static final String BY_CALENDAR = "calendar";

    private MeetingTitles() {}

    /// A title made of the time at which it began, unless it has a better one.
    static void timeTitle(IngestTransaction transaction, String meeting, String title) {
        transaction
                .handle()
                .createUpdate(
                        "update meeting set title = :title"
                                + " where id = :id and titled_by = 'time'")
                .bind("title", title)
                .bind("id", meeting)
                .execute();
    }

    /// A title that stays when the meeting's beginning moves.
    static void title(
            IngestTransaction transaction, String meeting, String title, String titledBy) {
        transaction
                .handle()
                .createUpdate("update meeting set title = :title, titled_by = :by where id = :id")
                .bind("title", title)
                .bind("by", titledBy)
                .bind("id", meeting)
                .execute();
    }

    /// Who gave a meeting its title: [#BY_TIME], [#BY_CALENDAR] or [#BY_PERSON].
    static String titledBy(IngestTransaction transaction, String meeting) {
        return transaction
                .handle()
                .createQuery("select titled_by from meeting where id = :id")
                .bind("id", meeting)
                .mapTo(String.class)
                .one();
    }

    /// @param attendees as [io.roomscribe.hub.calendar.Appointments#json] writes them
    static void attendees(IngestTransaction transaction, String meeting, String attendees) {
        transaction
                .handle()
                .createUpdate("update meeting set attendees = :attendees where id = :id")
                .bind("attendees", attendees)
                .bind("id", meeting)
                .execute();
    }

    static String attendees(IngestTransaction transaction, String meeting) {
        return transaction
                .handle()
                .createQuery("select attendees from meeting where id = :id")
                .bind("id", meeting)
                .mapTo(String.class)
                .one();
    }

    static String roomName(IngestTransaction transaction, RoomId room) {
        return transaction
                .handle()
                .createQuery("select name from room where id = :id")
                .bind("id", room.value())
                .mapTo(String.class)
                .findOne()
                .orElse(room.value());
    }
}
