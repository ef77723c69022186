package io.roomscribe.hub;

import io.roomscribe.hub.broker.BrokerConfig;
import io.roomscribe.hub.ingest.IngestConfig;
import io.roomscribe.hub.meeting.MeetingConfig;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.protocol.configuration.ConfigurationReader;

/// The hub's whole configuration, a section a feature.
///
/// Immutable.
record HubConfig(DataConfig data, BrokerConfig broker, IngestConfig ingest, MeetingConfig meeting) {

    static HubConfig defaults() {
        return new HubConfig(
                DataConfig.defaults(),
                BrokerConfig.defaults(),
                IngestConfig.defaults(),
                MeetingConfig.defaults());
    }

    /// Takes every section and refuses what is left.
    static HubConfig read(ConfigurationReader reader) {
        var defaults = defaults();
        var config =
                new HubConfig(
                        reader.section("data", DataConfig.class, defaults.data()),
                        reader.section("broker", BrokerConfig.class, defaults.broker()),
                        reader.section("ingest", IngestConfig.class, defaults.ingest()),
                        reader.section("meeting", MeetingConfig.class, defaults.meeting()));
        reader.finish();
        return config;
    }
}
