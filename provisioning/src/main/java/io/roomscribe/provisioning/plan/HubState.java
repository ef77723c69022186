package io.roomscribe.provisioning.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.provisioning.api.HubApi;
import java.util.List;
import java.util.stream.StreamSupport;

/// What a hub knows of its boxes, asked once through its API.
///
/// Immutable.
final class HubState {
    private static final String IDENTITIES = "/api/v1/identities?limit=500";
    private static final String DEVICES = "/api/v1/devices";

    private final JsonNode identities;
    private final JsonNode devices;

    HubState(JsonNode identities, JsonNode devices) {
        this.identities = identities;
        this.devices = devices;
    }

    static HubState ask(HubApi api) throws InterruptedException {
        return new HubState(api.get(IDENTITIES).ok(), api.get(DEVICES).ok());
    }

    /// What became of a box of the plan.
    BoxProgress.Found of(PlannedBox box) {
        var name = box.device().value();
        var events = all(identities.path("events"), name);
        var last = events.isEmpty() ? "" : events.getFirst().path("kind").asText();
        var online =
                all(devices.path("devices"), "id", name).stream()
                        .anyMatch(one -> one.path("online").asBoolean());
        if (isCopied(events)) {
            return BoxProgress.COPIED.of("a second box has its certificate");
        }
        if (online) {
            var note = last.equals("refused") ? detail(events) : "";
            return BoxProgress.CONNECTED.of(note);
        }
        if (isRevoked(events)) {
            return BoxProgress.REVOKED.of("");
        }
        if (last.equals("refused")) {
            return BoxProgress.REFUSED.of(detail(events));
        }
        if (!all(identities.path("waiting"), name).isEmpty()) {
            return BoxProgress.WAITING.of("");
        }
        var certificates = all(identities.path("certificates"), name);
        if (certificates.isEmpty()) {
            return BoxProgress.ABSENT.of("");
        }
        return certificates.stream().anyMatch(one -> one.path("connected").asBoolean())
                ? BoxProgress.OFFLINE.of("")
                : BoxProgress.ENROLLED.of("");
    }

    /// Newest first: told of a copy, and no new identity since.
    private static boolean isCopied(List<JsonNode> events) {
        for (var event : events) {
            switch (event.path("kind").asText()) {
                case "cloned" -> {
                    return true;
                }
                case "first-connected", "revoked" -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }

    /// Whatever it tried in vain since then.
    private static boolean isRevoked(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("kind").asText())
                .filter(kind ->
                        List.of("revoked", "claim-made", "certificate-issued").contains(kind))
                .findFirst()
                .filter("revoked"::equals)
                .isPresent();
    }

    private static String detail(List<JsonNode> events) {
        return events.getFirst().path("detail").asText();
    }

    /// Boxes that the hub has heard of and the plan has not.
    List<String> strangers(Plan plan) {
        return StreamSupport.stream(devices.path("devices").spliterator(), false)
                .map(one -> one.path("id").asText())
                .filter(name -> plan.box(name).isEmpty())
                .sorted()
                .toList();
    }

    private static List<JsonNode> all(JsonNode list, String device) {
        return all(list, "device", device);
    }

    private static List<JsonNode> all(JsonNode list, String field, String device) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(one -> one.path(field).asText().equals(device))
                .toList();
    }
}
