package io.roomscribe.hub.upload;

import io.roomscribe.protocol.supervision.Failure;
import io.roomscribe.protocol.transcription.FileNews;

/// An audio file is not taken, or cannot be transcribed.
public final class UploadException extends Failure {
    private static final long serialVersionUID = 1L;

    /// Who can do something about it.
    public enum Code {
        TOO_LARGE,
        UNKNOWN_FORMAT,
        BROKEN,
        TOO_LONG,
        /// The hub transcribes others at the moment.
        BUSY,
        /// No software or model to transcribe with.
        NOT_INSTALLED,
        /// The disk is full, or a process does not keep running.
        MACHINE
    }

    private final Code code;

    UploadException(Code code, String message, String hint) {
        super(code == Code.MACHINE ? Severity.RETRY : Severity.SKIP, message, hint);
        this.code = code;
    }

    UploadException(Code code, String message, String hint, Throwable cause) {
        super(code == Code.MACHINE ? Severity.RETRY : Severity.SKIP, message, hint, cause);
        this.code = code;
    }

    static UploadException of(FileNews.Refused refused) {
        var code =
                switch (refused.cause()) {
                    case UNKNOWN_FORMAT -> Code.UNKNOWN_FORMAT;
                    case BROKEN -> Code.BROKEN;
                    case TOO_LONG -> Code.TOO_LONG;
                    case MODEL -> Code.NOT_INSTALLED;
                    case MACHINE -> Code.MACHINE;
                };
        return new UploadException(code, refused.reason(), refused.hint());
    }

    static UploadException tooLarge(long bytesMax) {
        return new UploadException(
                Code.TOO_LARGE,
                "The file is larger than %d MiB".formatted(bytesMax >> 20),
                "send it as mp3, m4a or ogg, or in parts");
    }

    static UploadException disk(Exception why) {
        return new UploadException(
                Code.MACHINE,
                "The file cannot be written (%s)".formatted(why.getClass().getSimpleName()),
                "make room on the hub's disk",
                why);
    }

    public Code code() {
        return code;
    }
}
