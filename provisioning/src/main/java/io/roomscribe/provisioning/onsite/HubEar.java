package io.roomscribe.provisioning.onsite;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.CommandResult.AudioFigures;
import io.roomscribe.protocol.message.CommandResult.PhraseHeard;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.microphone.Ear;
import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.device.HubOrders;
import java.util.Map;
import java.util.Optional;

/// A box's microphone, reached by way of its hub.
///
/// Confined to one thread.
final class HubEar implements Ear {
    private final HubApi api;
    private final HubOrders orders;
    private final DeviceId device;
    private final MessageCodec codec = new MessageCodec();

    HubEar(HubApi api, DeviceId device) {
        this.api = api;
        this.orders = new HubOrders(api);
        this.device = device;
    }

    /// Asks the hub, so that nobody waits for a box that isn't there.
    ///
    /// @throws CommandException when the box cannot be reached now
    void checkOnline() throws InterruptedException {
        for (var one : api.get("/api/v1/devices").ok().path("devices")) {
            if (one.path("id").asText().equals(device.value())) {
                if (one.path("online").asBoolean()) {
                    return;
                }
                throw new CommandException(
                        ExitCode.UNREACHABLE,
                        "%s is not connected to the hub".formatted(device),
                        "look at its lamp and its network cable; at the box run 'roomscribe-device"
                                + " doctor'");
            }
        }
        throw new CommandException(
                ExitCode.FAILED,
                "the hub does not know a box " + device,
                "see which boxes it knows with './roomscribe plan status', or make a claim with"
                        + " './roomscribe device claim %s'".formatted(device));
    }

    @Override
    public AudioFigures listen(int seconds) throws InterruptedException {
        return (AudioFigures) result("audio-test", Map.of("seconds", seconds));
    }

    @Override
    public Optional<Message.Level> level() throws InterruptedException {
        var answer = api.get("/api/v1/devices/%s/level".formatted(device));
        return answer.status() == 200
                ? Optional.of(
                        new Message.Level(
                                answer.body().path("peakDbfs").asDouble(),
                                answer.body().path("rmsDbfs").asDouble()))
                : Optional.empty();
    }

    @Override
    public PhraseHeard compare(String phrase, int seconds) throws InterruptedException {
        return (PhraseHeard) result("mic-check", Map.of("phrase", phrase, "seconds", seconds));
    }

    private CommandResult result(String name, Map<String, Object> fields)
            throws InterruptedException {
        return codec.decodeResult(orders.order(device, name, fields).path("result").toString());
    }
}
