package io.roomscribe.protocol.link;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// Paho's callbacks turned into ours. Nothing here waits: Paho has ten places for inbound messages,
/// and a callback that blocks stops its receiver, and with it the ping.
///
/// Called on Paho's threads.
final class PahoCallback implements MqttCallback {
    private static final Logger LOG = System.getLogger(PahoCallback.class.getName());
    private static final long GOODBYE_MILLIS_MAX = 1000;

    private final Consumer<ReceivedMessage> onMessage;
    private final Consumer<LinkException> onLost;

    PahoCallback(Consumer<ReceivedMessage> onMessage, Consumer<LinkException> onLost) {
        this.onMessage = onMessage;
        this.onLost = onLost;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        onMessage.accept(
                new ReceivedMessage(
                        topic,
                        message.getPayload(),
                        message.getQos(),
                        message.isRetained(),
                        message.getId()));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        onLost.accept(PahoFailures.disconnected(response));
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        // Paho tells of errors it goes on after; the ones that end the link come as disconnected.
        LOG.log(Level.DEBUG, "Paho met an error code={0}", exception.getReasonCode());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // Comes for refused publishes too, so it means nothing.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // The caller of connect hears it there.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // No extended authentication.
    }

    static MqttActionListener completing(CompletableFuture<IMqttToken> future) {
        return listener(
                future::complete, (token, failure) -> future.completeExceptionally(failure));
    }

    /// Completes with the reason code, which Paho delivers as success whatever it is.
    static MqttActionListener publishing(
            LinkConfig config, CompletableFuture<PublishResult> result) {
        return listener(
                token -> result.complete(resultOf(token)),
                (token, failure) ->
                        result.completeExceptionally(PahoFailures.publishing(config, failure)));
    }

    private static PublishResult resultOf(IMqttToken token) {
        var codes = token.getReasonCodes();
        return codes == null || codes.length == 0
                ? PublishResult.ACCEPTED
                : PublishResult.of(codes[0]);
    }

    private interface OnFailure {
        void accept(IMqttToken token, Throwable failure);
    }

    private static MqttActionListener listener(
            Consumer<IMqttToken> onSuccess, OnFailure onFailure) {
        return new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                onSuccess.accept(token);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable failure) {
                onFailure.accept(token, failure);
            }
        };
    }

    /// Ends a client; may hang, so in a thread that nobody needs.
    static void end(MqttAsyncClient client, boolean goodbye) {
        try {
            client.disconnectForcibly(0, goodbye ? GOODBYE_MILLIS_MAX : 1, goodbye);
        } catch (MqttException e) {
            LOG.log(Level.DEBUG, "Paho did not disconnect code={0}", e.getReasonCode());
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.log(Level.DEBUG, "Paho did not close code={0}", e.getReasonCode());
        }
    }
}
