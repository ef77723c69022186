package io.roomscribe.hub.transcript;

import io.roomscribe.protocol.supervision.Failure;

/// A correction that cannot be made.
public final class TranscriptException extends Failure {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Code {
        NOT_FOUND,
        /// A value that can never be right.
        NOT_VALID
    }

    private final Code code;

    private TranscriptException(Code code, String message, String hint) {
        super(Severity.SKIP, message, hint);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    static TranscriptException noSegment() {
        return new TranscriptException(
                Code.NOT_FOUND,
                "this meeting has no such segment",
                "read the meeting's transcript again");
    }

    static TranscriptException noEdit() {
        return new TranscriptException(
                Code.NOT_FOUND, "this meeting has no such correction", "list the corrections");
    }

    static TranscriptException noRoom() {
        return new TranscriptException(
                Code.NOT_FOUND, "there is no room of that id", "list the rooms");
    }

    static TranscriptException noWord() {
        return new TranscriptException(
                Code.NOT_FOUND,
                "this room's vocabulary has no such word",
                "list the room's vocabulary");
    }

    static TranscriptException notValid(String message, String hint) {
        return new TranscriptException(Code.NOT_VALID, message, hint);
    }
}
