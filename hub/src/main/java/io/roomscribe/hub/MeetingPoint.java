package io.roomscribe.hub;

import io.roomscribe.hub.broker.DeviceTls;
import io.roomscribe.hub.broker.DeviceTokens;
import io.roomscribe.hub.broker.EmbeddedBroker;
import io.roomscribe.hub.broker.TakeOvers;
import io.roomscribe.hub.identity.HubIdentity;
import io.roomscribe.protocol.DeviceId;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The broker where boxes and hub meet: the hub's own, or one that is there already.
///
/// @param empty leaves no message in it; does nothing to a broker that is not ours
/// @param disconnect ends a box's connection; does nothing to a broker that is not ours
/// @param admit lets boxes in, once the hub is connected
/// @param close does nothing to a broker that is not ours
record MeetingPoint(
        URI address,
        String username,
        String password,
        Runnable empty,
        Consumer<DeviceId> disconnect,
        Runnable admit,
        Runnable close) {
    private static final System.Logger LOG = System.getLogger(MeetingPoint.class.getName());

    static MeetingPoint open(
            HubConfig config, Hub.Outside outside, Optional<HubIdentity> identity) {
        var external = config.broker().url();
        if (external.isPresent()) {
            return new MeetingPoint(
                    external.get(),
                    config.broker().username(),
                    config.broker().password(),
                    () -> {},
                    _ -> {},
                    () -> {},
                    () -> {});
        }
        var devices = config.devicesFile();
        if (!Files.exists(devices) && identity.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "No box can connect yet, run ''roomscribe hub init'' for this folder folder={0}",
                    config.data().folder());
        }
        var password = randomPassword(outside.secrets());
        var broker =
                EmbeddedBroker.open(
                        config.broker(),
                        config.data().folder().resolve("broker"),
                        new DeviceTokens(devices),
                        password,
                        identity.map(one -> deviceTls(one, outside)));
        broker.holdBack();
        return new MeetingPoint(
                broker.address(),
                EmbeddedBroker.HUB_USERNAME,
                password,
                broker::empty,
                broker::disconnect,
                broker::admit,
                broker::close);
    }

    private static DeviceTls deviceTls(HubIdentity identity, Hub.Outside outside) {
        return new DeviceTls(
                identity.config().host(),
                identity.config().brokerPort(),
                identity.own(),
                identity.certificates()::mayConnect,
                new TakeOvers(outside.ticker(), identity::cloned));
    }

    private static String randomPassword(RandomGenerator secrets) {
        var bytes = new byte[24];
        secrets.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
