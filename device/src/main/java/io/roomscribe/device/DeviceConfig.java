package io.roomscribe.device;

import io.roomscribe.device.admin.AdminConfig;
import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.identity.DeviceIdentity;
import io.roomscribe.device.identity.IdentityConfig;
import io.roomscribe.device.link.BrokerConfig;
import io.roomscribe.device.machine.MachineConfig;
import io.roomscribe.device.outbox.OutboxConfig;
import io.roomscribe.device.panel.PanelConfig;
import io.roomscribe.device.retention.RetentionConfig;
import io.roomscribe.device.speech.SpeechConfig;
import io.roomscribe.device.speechmodel.InstalledModels;
import io.roomscribe.device.store.DataConfig;
import io.roomscribe.device.systemd.StartConfig;
import io.roomscribe.device.update.UpdateConfig;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.configuration.ConfigurationValues;
import io.roomscribe.protocol.speechmodel.ModelKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The box's whole configuration, a section a feature.
///
/// Immutable.
record DeviceConfig(
        DeviceIdentity device,
        DataConfig data,
        CaptureConfig capture,
        RunConfig run,
        SpeechConfig speech,
        OutboxConfig outbox,
        RetentionConfig retention,
        BrokerConfig link,
        IdentityConfig identity,
        PanelConfig panel,
        AdminConfig admin,
        MachineConfig machine,
        StartConfig start,
        UpdateConfig update) {

    static DeviceConfig defaults() {
        return new DeviceConfig(
                DeviceIdentity.defaults(),
                DataConfig.defaults(),
                CaptureConfig.defaults(),
                RunConfig.defaults(),
                SpeechConfig.defaults(),
                OutboxConfig.defaults(),
                RetentionConfig.defaults(),
                BrokerConfig.defaults(),
                IdentityConfig.defaults(),
                PanelConfig.defaults(),
                AdminConfig.defaults(),
                MachineConfig.defaults(),
                StartConfig.defaults(),
                UpdateConfig.defaults());
    }

    /// Every key with its value, secrets hidden.
    Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        values.putAll(ConfigurationValues.of("device", device));
        values.putAll(ConfigurationValues.of("data", data));
        values.putAll(ConfigurationValues.of("capture", capture));
        values.putAll(ConfigurationValues.of("capture", run));
        values.putAll(ConfigurationValues.of("speech", speech));
        values.putAll(ConfigurationValues.of("outbox", outbox));
        values.putAll(ConfigurationValues.of("retention", retention));
        values.putAll(ConfigurationValues.of("link", link));
        values.putAll(ConfigurationValues.of("identity", identity));
        values.putAll(ConfigurationValues.of("panel", panel));
        values.putAll(ConfigurationValues.of("admin", admin));
        values.putAll(ConfigurationValues.of("machine", machine));
        values.putAll(ConfigurationValues.of("start", start));
        values.putAll(ConfigurationValues.of("update", update));
        return values;
    }

    /// Where the box with this configuration file keeps its data, whatever else is wrong with the
    /// file.
    static Path dataFolder(Path file) {
        return ConfigurationReader.of(file)
                .section("data", DataConfig.class, DataConfig.defaults())
                .folder();
    }

    /// Takes every section and refuses what is left over.
    static DeviceConfig read(ConfigurationReader reader) {
        var defaults = defaults();
        var config =
                new DeviceConfig(
                        reader.section("device", DeviceIdentity.class, defaults.device()),
                        reader.section("data", DataConfig.class, defaults.data()),
                        reader.section("capture", CaptureConfig.class, defaults.capture()),
                        reader.section("capture", RunConfig.class, defaults.run()),
                        reader.section("speech", SpeechConfig.class, defaults.speech()),
                        reader.section("outbox", OutboxConfig.class, defaults.outbox()),
                        reader.section("retention", RetentionConfig.class, defaults.retention()),
                        reader.section("link", BrokerConfig.class, defaults.link()),
                        reader.section("identity", IdentityConfig.class, defaults.identity()),
                        reader.section("panel", PanelConfig.class, defaults.panel()),
                        reader.section("admin", AdminConfig.class, defaults.admin()),
                        reader.section("machine", MachineConfig.class, defaults.machine()),
                        reader.section("start", StartConfig.class, defaults.start()),
                        reader.section("update", UpdateConfig.class, defaults.update()));
        reader.require("device.id");
        reader.finish();
        return config.withPushedModels();
    }

    /// A model that is named, and not by a folder, is one that was pushed to this box.
    private DeviceConfig withPushedModels() {
        var models = new InstalledModels(data.folder());
        return new DeviceConfig(
                device,
                data,
                capture,
                run,
                speech.with(
                        models.resolve(ModelKind.SPEECH, speech.model()),
                        speech.speakerModel().map(one -> models.resolve(ModelKind.SPEAKER, one))),
                outbox,
                retention,
                link,
                identity,
                panel,
                admin,
                machine,
                start,
                update);
    }

    /// Folders of the models that the box works with.
    Set<Path> modelFolders() {
        return Stream.concat(Stream.of(speech.model()), speech.speakerModel().stream())
                .map(one -> one.toAbsolutePath().normalize())
                .collect(Collectors.toSet());
    }
}
