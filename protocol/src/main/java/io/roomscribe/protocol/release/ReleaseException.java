package io.roomscribe.protocol.release;

import io.roomscribe.protocol.supervision.Failure;

/// A release that is not to be installed, and why.
public final class ReleaseException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What is wrong with it.
    public enum Code {
        UNREADABLE("publish it again from a folder that 'roomscribe release verify' accepts"),
        WRONG_SIGNATURE("sign it with a key that is in 'update.keys', or add its key there"),
        DAMAGED("publish the release again"),
        DOWNGRADE("sign it with --allow-downgrade if going back is meant"),
        SAME_VERSION("give the release a newer version"),
        NO_SPACE("free space on the box, then order the update again");

        private final String hint;

        Code(String hint) {
            this.hint = hint;
        }
    }

    private final Code code;

    public ReleaseException(Code code, String message) {
        super(Severity.SKIP, message, code.hint);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
