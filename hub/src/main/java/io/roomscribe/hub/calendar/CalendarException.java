package io.roomscribe.hub.calendar;

import io.roomscribe.protocol.supervision.Failure;

/// A calendar that cannot be had or read. Says nothing of what is in it, nor its address, which
/// often is a secret.
public final class CalendarException extends Failure {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Code {
        NOT_FOUND,
        /// A value that can never be right.
        NOT_VALID,
        /// It is elsewhere, and cannot be had now.
        UNREACHABLE
    }

    private final Code code;

    private CalendarException(Code code, String message, String hint) {
        super(code == Code.UNREACHABLE ? Severity.RETRY : Severity.SKIP, message, hint);
        this.code = code;
    }

    private CalendarException(String message, String hint, Throwable cause) {
        super(Severity.SKIP, message, hint, cause);
        this.code = Code.NOT_VALID;
    }

    public Code code() {
        return code;
    }

    static CalendarException noRoom() {
        return new CalendarException(
                Code.NOT_FOUND, "there is no room of that id", "list the rooms");
    }

    static CalendarException none() {
        return new CalendarException(
                Code.NOT_FOUND, "this room has no calendar", "set one for the room");
    }

    static CalendarException notValid(String message, String hint) {
        return new CalendarException(Code.NOT_VALID, message, hint);
    }

    static CalendarException unreadable(Throwable cause) {
        return new CalendarException(
                "it is not a calendar that can be read",
                "export it again as an ICS file (iCalendar, RFC 5545)",
                cause);
    }

    static CalendarException unreachable(String why) {
        return new CalendarException(
                Code.UNREACHABLE,
                "the calendar's address does not answer with a calendar (" + why + ")",
                "open the address in a browser on this computer, then set it anew");
    }
}
