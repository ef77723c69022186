package io.roomscribe.protocol.link;

import java.io.IOException;

/// The first bytes that came are no MQTT.
final class NotABrokerException extends IOException {
    private static final long serialVersionUID = 1L;

    NotABrokerException(boolean isHttp) {
        super(isHttp ? "it answers HTTP, as a captive portal does" : "what it answers is not MQTT");
    }
}
