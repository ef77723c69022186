package io.roomscribe.protocol.link;

import io.roomscribe.protocol.identity.StrangerException;
import io.roomscribe.protocol.link.LinkException.Code;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/// Paho's numbers in our words.
final class PahoFailures {
    private static final int TAKEN_OVER = 0x8e;

    private PahoFailures() {}

    static LinkException connecting(LinkConfig config, @Nullable Throwable cause) {
        var code = connectCode(cause);
        return failure(code, "cannot connect to " + config.broker(), cause);
    }

    static LinkException subscribing(LinkConfig config, @Nullable Throwable cause) {
        return failure(Code.LOST, "cannot subscribe at " + config.broker(), cause);
    }

    static LinkException publishing(LinkConfig config, @Nullable Throwable cause) {
        return failure(Code.LOST, "cannot send to " + config.broker(), cause);
    }

    static LinkException disconnected(MqttDisconnectResponse response) {
        var exception = response.getException();
        if (exception != null) {
            return failure(Code.LOST, "connection lost", exception);
        }
        var number = response.getReturnCode();
        var code =
                switch (number) {
                    case TAKEN_OVER -> Code.TAKEN_OVER;
                    case 0x87 -> Code.REFUSED_LOGIN;
                    default -> Code.LOST;
                };
        return new LinkException(
                code, "the broker ended the connection: reason code %d".formatted(number));
    }

    private static Code connectCode(@Nullable Throwable cause) {
        if (hasCause(cause, NotABrokerException.class) || isPlainText(cause)) {
            return Code.NOT_A_BROKER;
        }
        if (hasCause(cause, StrangerException.class)) {
            return Code.STRANGER;
        }
        if (hasCause(cause, SSLException.class)) {
            return Code.TLS;
        }
        if (!(cause instanceof MqttException mqtt)) {
            return Code.UNREACHABLE;
        }
        return switch (mqtt.getReasonCode()) {
            // MQTT 5 CONNACK: bad authentication, bad user name or password, not authorized,
            // banned.
            case 0x86, 0x87, 0x8a, 0x8c -> Code.REFUSED_LOGIN;
            // The same, as Paho knows them from MQTT 3.
            case MqttClientException.REASON_CODE_FAILED_AUTHENTICATION,
                    MqttClientException.REASON_CODE_NOT_AUTHORIZED ->
                    Code.REFUSED_LOGIN;
            case MqttClientException.REASON_CODE_CLIENT_TIMEOUT -> Code.TIMEOUT;
            case MqttClientException.REASON_CODE_CONNECTION_LOST -> Code.LOST;
            default -> isOfBroker(mqtt) ? Code.REFUSED : Code.UNREACHABLE;
        };
    }

    /// What Java's TLS says to an answer that is none of TLS.
    private static boolean isPlainText(@Nullable Throwable e) {
        for (var at = e; at != null; at = at.getCause()) {
            if (at instanceof SSLException
                    && at.getMessage() != null
                    && at.getMessage().contains("Unsupported or unrecognized SSL message")) {
                return true;
            }
        }
        return false;
    }

    /// Reason codes of a CONNACK are one byte; Paho's own start at 32000.
    private static boolean isOfBroker(MqttException e) {
        return e.getReasonCode() > 0 && e.getReasonCode() < 256;
    }

    private static boolean hasCause(@Nullable Throwable e, Class<? extends Throwable> type) {
        for (var at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    private static LinkException failure(Code code, String what, @Nullable Throwable cause) {
        if (cause == null) {
            return new LinkException(code, what);
        }
        return new LinkException(code, what + ": " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        var root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var number = cause instanceof MqttException mqtt ? " (" + mqtt.getReasonCode() + ")" : "";
        var text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return text + number;
    }
}
