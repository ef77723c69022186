package io.roomscribe.protocol.message;

import io.roomscribe.protocol.DeviceId;
import java.util.Optional;

/// The topic tree `roomscribe/v1/{device}/{leaf}`. A device may use only its own branch.
public final class Topics {
    public static final String ROOT = "roomscribe/v1/";

    private Topics() {}

    public static String birth(DeviceId device) {
        return ROOT + device + "/birth";
    }

    public static String outbox(DeviceId device) {
        return ROOT + device + "/outbox";
    }

    public static String live(DeviceId device) {
        return ROOT + device + "/live";
    }

    public static String ack(DeviceId device) {
        return ROOT + device + "/ack";
    }

    public static String command(DeviceId device) {
        return ROOT + device + "/command";
    }

    public static String reply(DeviceId device) {
        return ROOT + device + "/reply";
    }

    public static String twinDesired(DeviceId device) {
        return ROOT + device + "/twin/desired";
    }

    public static String twinReported(DeviceId device) {
        return ROOT + device + "/twin/reported";
    }

    /// What the hub subscribes to for `leaf`, of all devices.
    public static String allDevices(String leaf) {
        return ROOT + "+/" + leaf;
    }

    /// What follows the device in a topic of ours: `birth`, `twin/reported`.
    public static String leaf(String topic) {
        return topic.substring(topic.indexOf('/', ROOT.length()) + 1);
    }

    /// The device whose branch a topic is in, empty for a topic that is not ours.
    public static Optional<DeviceId> device(String topic) {
        if (!topic.startsWith(ROOT)) {
            return Optional.empty();
        }
        var end = topic.indexOf('/', ROOT.length());
        if (end < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DeviceId(topic.substring(ROOT.length(), end)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
