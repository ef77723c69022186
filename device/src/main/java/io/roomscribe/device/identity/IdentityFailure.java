package io.roomscribe.device.identity;

import io.roomscribe.protocol.supervision.Failure;

/// The box's keys cannot be kept, or the hub cannot be asked.
public final class IdentityFailure extends Failure {
    private static final long serialVersionUID = 1L;

    private final Code code;

    IdentityFailure(Code code, String message, Throwable cause) {
        super(Severity.RETRY, message, code.hint, cause);
        this.code = code;
    }

    IdentityFailure(Code code, String message) {
        super(Severity.RETRY, message, code.hint);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /// What went wrong.
    public enum Code {
        /// A file in the identity folder cannot be read or written.
        FOLDER("check the folder's owner and the disk's space"),
        /// Nobody answers where the hub should be.
        UNREACHABLE("check the network and 'identity.hub', then try again"),
        /// Somebody else answers there.
        STRANGER(
                "let the network's owner leave the connection to the hub alone, or compare"
                        + " 'identity.pins' with what 'roomscribe hub init' shows on the hub"),
        /// What answers is not understood.
        NONSENSE("check 'identity.hub': it is the hub's enrolment port, usually 8443");

        private final String hint;

        Code(String hint) {
            this.hint = hint;
        }
    }
}
