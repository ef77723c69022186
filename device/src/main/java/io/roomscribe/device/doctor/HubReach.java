package io.roomscribe.device.doctor;

/// How far a connection to the hub comes.
public enum HubReach {
    /// TLS is up, or a plain connection where no TLS is configured.
    REACHED,
    /// No address is configured.
    NOT_CONFIGURED,
    UNRESOLVED,
    REFUSED,
    TIMED_OUT,
    /// Somebody answers with another's certificate.
    STRANGER,
    /// Somebody answers, but no TLS.
    NOT_TLS,
    /// The hub's own certificate is not good at this box's time.
    NOT_VALID_NOW
}
