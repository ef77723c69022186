package io.roomscribe.protocol.link;

/// What the broker answered to a publish. Even [#ACCEPTED] only means that the broker has it: it
/// says nothing about the hub, and a broker killed a moment later forgets it (measured: 100 of
/// 100).
public enum PublishResult {
    /// The broker has it and somebody is subscribed. At QoS 0: it was written to the socket.
    ACCEPTED(0x00),
    /// The broker has it but nobody is subscribed: no hub, so it went nowhere.
    NO_SUBSCRIBER(0x10),
    UNSPECIFIED_ERROR(0x80),
    /// The broker has a reason of its own.
    IMPLEMENTATION_ERROR(0x83),
    /// Not a topic this login may write to.
    NOT_AUTHORIZED(0x87),
    TOPIC_INVALID(0x90),
    PACKET_ID_IN_USE(0x91),
    /// Larger than the broker takes.
    PACKET_TOO_LARGE(0x95),
    /// The broker is full.
    QUOTA_EXCEEDED(0x97),
    /// The broker refuses this very payload: sending it again changes nothing.
    PAYLOAD_INVALID(0x99),
    /// A code that MQTT 5 does not define for PUBACK.
    UNKNOWN(-1);

    private final int code;

    PublishResult(int code) {
        this.code = code;
    }

    /// The MQTT 5 reason code.
    public int code() {
        return code;
    }

    static PublishResult of(int code) {
        for (var result : values()) {
            if (result.code == code) {
                return result;
            }
        }
        return UNKNOWN;
    }
}
