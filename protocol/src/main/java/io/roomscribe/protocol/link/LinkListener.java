package io.roomscribe.protocol.link;

/// Hears from one link, on a thread of Paho's: put what you hear into a queue of your own and
/// return. No database, no publishing, no waiting.
public interface LinkListener {
    void received(ReceivedMessage message);

    /// The link is gone, once and for good. Never called after [MqttLink#close] began.
    void lost(LinkException why);
}
