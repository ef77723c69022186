package io.roomscribe.hub.meeting;

import io.roomscribe.protocol.supervision.Failure;

/// Something that cannot be done with a meeting.
public final class MeetingException extends Failure {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Code {
        NOT_FOUND,
        /// It is there, but this cannot be done with it.
        REFUSED,
        /// A value that can never be right.
        NOT_VALID
    }

    private final Code code;

    private MeetingException(Code code, String message, String hint) {
        super(Severity.SKIP, message, hint);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    static MeetingException noMeeting() {
        return new MeetingException(
                Code.NOT_FOUND,
                "there is no meeting of that id",
                "it may have been erased or merged, list the room's meetings");
    }

    static MeetingException noRoom() {
        return new MeetingException(
                Code.NOT_FOUND, "there is no room of that id", "list the rooms");
    }

    static MeetingException noSegment() {
        return new MeetingException(
                Code.NOT_FOUND,
                "this meeting has no such segment",
                "read the meeting's transcript again");
    }

    static MeetingException refused(String message, String hint) {
        return new MeetingException(Code.REFUSED, message, hint);
    }

    static MeetingException notValid(String message, String hint) {
        return new MeetingException(Code.NOT_VALID, message, hint);
    }
}
