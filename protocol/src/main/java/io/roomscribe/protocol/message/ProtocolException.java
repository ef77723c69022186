package io.roomscribe.protocol.message;

/// Bytes that are not a message of this protocol. The message names the topic's kind and the
/// reason, never the content.
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }
}
