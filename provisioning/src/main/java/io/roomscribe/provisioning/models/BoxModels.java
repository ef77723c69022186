package io.roomscribe.provisioning.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.device.HubOrders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The models on boxes, by way of their hub.
///
/// Confined to one thread.
final class BoxModels {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TAKES_UP = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final HubApi api;
    private final HubOrders orders;
    private final Ticker ticker;

    BoxModels(HubApi api, Ticker ticker) {
        this.api = api;
        this.orders = new HubOrders(api);
        this.ticker = ticker;
    }

    /// Has a box fetch a model from the hub; returns when it has begun.
    ///
    /// @throws CommandException when it does not, saying why
    void order(DeviceId box, ModelManifest manifest) throws InterruptedException {
        var _ =
                orders.order(
                        box,
                        "install-model",
                        Map.of(
                                "model",
                                manifest.model(),
                                "kind",
                                manifest.kind(),
                                "sha256",
                                manifest.sha256(),
                                "bytes",
                                manifest.bytes()));
    }

    /// How far it is: `state`, `here`, `bytes`, `inUse`, `reason`.
    ///
    /// @throws CommandException when the box does not say, or has none of it
    JsonNode standing(DeviceId box, ModelManifest manifest) throws InterruptedException {
        var models = orders.order(box, "list-models").path("result").path("models");
        for (var one : models) {
            if (one.path("model").asText().equals(manifest.model())
                    && one.path("sha256").asText().equals(manifest.sha256())) {
                return one;
            }
        }
        throw new CommandException(
                ExitCode.FAILED,
                "%s does not know of %s any more".formatted(box, manifest.model()),
                "run this again");
    }

    /// Lets a box work with a model that it has, for which it starts anew. Returns when it does.
    ///
    /// @throws CommandException when it does not, saying why
    void use(DeviceId box, ModelManifest manifest) throws InterruptedException {
        var setting = manifest.kind().setting();
        desire(box, setting, manifest.model());
        var sinceNanos = ticker.nanos();
        var isRestarted = false;
        while (ticker.since(sinceNanos).compareTo(TAKES_UP) < 0) {
            var twin = twin(box);
            var reported = twin.path("reported");
            var isAnswered =
                    reported.path("version").asLong()
                            == twin.path("desired").path("version").asLong();
            if (isAnswered) {
                refusal(reported, setting)
                        .ifPresent(why -> {
                            throw notUsed(box, why);
                        });
                if (reported.path("settings").path(setting).asText().equals(manifest.model())) {
                    return;
                }
            }
            if (isAnswered && !isRestarted) {
                isRestarted = true;
                var _ = orders.order(box, "restart");
            }
            Thread.sleep(LOOK);
        }
        throw notUsed(box, "it did not report so within %d s".formatted(TAKES_UP.toSeconds()));
    }

    /// Changes one key of what is desired of the box already.
    private void desire(DeviceId box, String setting, String model) throws InterruptedException {
        var desired = twin(box).path("desired");
        if (desired.path("settings").path(setting).asText().equals(model)) {
            return;
        }
        var settings = JSON.createObjectNode();
        if (desired.path("settings") instanceof ObjectNode before) {
            settings.setAll(before);
        }
        settings.put(setting, model);
        var document =
                JSON.createObjectNode()
                        .put("version", desired.path("version").asLong())
                        .set("settings", settings);
        var answer = api.put(path(box), document.toString());
        if (answer.status() == 409) {
            throw notUsed(box, "somebody else changes its settings now");
        }
        var _ = answer.ok();
    }

    private static Optional<String> refusal(JsonNode reported, String setting) {
        for (var one : reported.path("refused")) {
            if (one.path("key").asText().equals(setting)) {
                return Optional.of(one.path("reason").asText());
            }
        }
        return Optional.empty();
    }

    private static CommandException notUsed(DeviceId box, String why) {
        return new CommandException(
                ExitCode.FAILED,
                "%s has the model, but does not work with it (%s)".formatted(box, why),
                "run this again, or look with './roomscribe doctor %s'".formatted(box));
    }

    private JsonNode twin(DeviceId box) throws InterruptedException {
        return api.get(path(box)).ok();
    }

    private static String path(DeviceId box) {
        return "/api/v1/devices/%s/twin".formatted(box);
    }
}
