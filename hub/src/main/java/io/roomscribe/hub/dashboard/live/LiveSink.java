package io.roomscribe.hub.dashboard.live;

/// Where a live connection's messages go. Throws once the reader has gone.
///
/// Confined to the connection's thread.
interface LiveSink {
    void write(LiveMessage message);

    /// Tells the reader, and us, that the connection is alive.
    void beat(String comment);
}
