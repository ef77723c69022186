package io.roomscribe.protocol.link;

/// A message from the broker.
///
/// @param retained true when the broker had kept it for new subscribers
/// @param packetId what [MqttLink#acknowledge] refers to; 0 at QoS 0
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copying each payload is waste
public record ReceivedMessage(
        String topic, byte[] payload, int qos, boolean retained, int packetId) {}
