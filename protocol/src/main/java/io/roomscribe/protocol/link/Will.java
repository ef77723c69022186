package io.roomscribe.protocol.link;

import java.time.Duration;

/// What the broker says in our name when the connection breaks.
///
/// @param delay how long the broker waits first, so that a quick return does not flap
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Will(String topic, byte[] payload, int qos, boolean retained, Duration delay) {}
