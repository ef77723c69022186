package io.roomscribe.hub;

import io.roomscribe.hub.account.AccountConfig;
import io.roomscribe.hub.audio.AudioConfig;
import io.roomscribe.hub.broker.BrokerConfig;
import io.roomscribe.hub.dashboard.HttpConfig;
import io.roomscribe.hub.identity.IdentityConfig;
import io.roomscribe.hub.ingest.IngestConfig;
import io.roomscribe.hub.language.LanguageConfig;
import io.roomscribe.hub.meeting.MeetingConfig;
import io.roomscribe.hub.search.SearchConfig;
import io.roomscribe.hub.speaker.SpeakerConfig;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.summary.SummaryConfig;
import io.roomscribe.hub.upload.UploadConfig;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import java.nio.file.Path;

/// The hub's whole configuration, a section a feature.
///
/// Immutable.
record HubConfig(
        DataConfig data,
        HttpConfig http,
        AccountConfig account,
        BrokerConfig broker,
        IdentityConfig identity,
        IngestConfig ingest,
        MeetingConfig meeting,
        SpeakerConfig speaker,
        LanguageConfig language,
        SummaryConfig summary,
        SearchConfig search,
        AudioConfig audio,
        UploadConfig upload) {

    static HubConfig defaults() {
        return new HubConfig(
                DataConfig.defaults(),
                HttpConfig.defaults(),
                AccountConfig.defaults(),
                BrokerConfig.defaults(),
                IdentityConfig.defaults(),
                IngestConfig.defaults(),
                MeetingConfig.defaults(),
                SpeakerConfig.defaults(),
                LanguageConfig.defaults(),
                SummaryConfig.defaults(),
                SearchConfig.defaults(),
                AudioConfig.defaults(),
                UploadConfig.defaults());
    }

    /// Takes every section and refuses what is left over.
    static HubConfig read(ConfigurationReader reader) {
        var defaults = defaults();
        var config =
                new HubConfig(
                        reader.section("data", DataConfig.class, defaults.data()),
                        reader.section("http", HttpConfig.class, defaults.http()),
                        reader.section("account", AccountConfig.class, defaults.account()),
                        reader.section("broker", BrokerConfig.class, defaults.broker()),
                        reader.section("identity", IdentityConfig.class, defaults.identity()),
                        reader.section("ingest", IngestConfig.class, defaults.ingest()),
                        reader.section("meeting", MeetingConfig.class, defaults.meeting()),
                        reader.section("speaker", SpeakerConfig.class, defaults.speaker()),
                        reader.section("language", LanguageConfig.class, defaults.language()),
                        reader.section("summary", SummaryConfig.class, defaults.summary()),
                        reader.section("search", SearchConfig.class, defaults.search()),
                        reader.section("audio", AudioConfig.class, defaults.audio()),
                        reader.section("upload", UploadConfig.class, defaults.upload()));
        reader.finish();
        return config;
    }

    Path devicesFile() {
        return broker.devicesFile().orElse(data.folder().resolve("devices.conf"));
    }
}
