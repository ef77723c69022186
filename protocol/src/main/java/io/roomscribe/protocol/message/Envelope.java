package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import java.time.Instant;

/// The one wrapper around every message on every topic.
///
/// @param version of the protocol, 1
/// @param device the box the message is from or, sent by the hub, for
/// @param stream the outbox life it speaks of
/// @param sequence of the frame's first entry; a count since connecting for other messages
/// @param sentAt the sender's wall clock; for people, never for order
/// @param body written as two fields, `type` and `body`
public record Envelope(
        int version,
        DeviceId device,
        StreamId stream,
        long sequence,
        Instant sentAt,
        @JsonTypeInfo(
                        use = JsonTypeInfo.Id.NAME,
                        include = JsonTypeInfo.As.EXTERNAL_PROPERTY,
                        property = "type")
                Message body) {

    public static final int VERSION = 1;

    public Envelope {
        if (version < 1) {
            throw new IllegalArgumentException("protocol version starts at 1, not " + version);
        }
    }

    public static Envelope of(
            DeviceId device, StreamId stream, long sequence, Instant sentAt, Message body) {
        return new Envelope(VERSION, device, stream, sequence, sentAt, body);
    }
}
