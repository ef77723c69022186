package io.roomscribe.device.download;

import io.roomscribe.protocol.supervision.Failure;

/// A file does not come from the hub.
public final class DownloadException extends Failure {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Code {
        UNREACHABLE("check that the box reaches the hub's enrolment port"),
        NOT_THERE("put it on the hub first, with 'roomscribe release publish' or 'models push'");

        private final String hint;

        Code(String hint) {
            this.hint = hint;
        }
    }

    private final Code code;

    public DownloadException(Code code, String message) {
        super(severity(code), message, code.hint);
        this.code = code;
    }

    public DownloadException(Code code, String message, Throwable cause) {
        super(severity(code), message, code.hint, cause);
        this.code = code;
    }

    private static Severity severity(Code code) {
        return code == Code.UNREACHABLE ? Severity.RETRY : Severity.SKIP;
    }

    /// Whether it may come later without anybody's doing.
    public boolean mayPass() {
        return code == Code.UNREACHABLE;
    }
}
