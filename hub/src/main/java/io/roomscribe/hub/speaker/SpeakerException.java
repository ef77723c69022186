package io.roomscribe.hub.speaker;

import io.roomscribe.protocol.supervision.Failure;

/// An edit that cannot be made.
public final class SpeakerException extends Failure {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Code {
        /// No such speaker, segment or profile.
        NOT_FOUND,
        /// It is there, but this cannot be done with it.
        REFUSED,
        /// A value that can never be right.
        NOT_VALID
    }

    private final Code code;

    private SpeakerException(Code code, String message, String hint) {
        super(Severity.SKIP, message, hint);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    static SpeakerException noSpeaker() {
        return new SpeakerException(
                Code.NOT_FOUND, "this meeting has no such speaker", "list the meeting's speakers");
    }

    static SpeakerException noSegment() {
        return new SpeakerException(
                Code.NOT_FOUND,
                "this speaker or meeting has no such segment",
                "read the meeting's transcript again");
    }

    static SpeakerException noProfile() {
        return new SpeakerException(
                Code.NOT_FOUND, "there is no such voice profile", "list the profiles");
    }

    static SpeakerException refused(String message, String hint) {
        return new SpeakerException(Code.REFUSED, message, hint);
    }

    static SpeakerException notValid(String message, String hint) {
        return new SpeakerException(Code.NOT_VALID, message, hint);
    }
}
