package io.roomscribe.hub.ingest;

import io.roomscribe.protocol.configuration.Setting;

/// How much the hub takes in at a time.
public record IngestConfig(
        @Setting("Entries a second that the hub asks each box not to exceed when it catches up.")
                int pace,
        @Setting("Messages that may wait for the database; above it the hub stops acknowledging.")
                int queue) {

    public IngestConfig {
        if (pace < 1) {
            throw new IllegalArgumentException("'ingest.pace' is not at least 1: " + pace);
        }
        if (queue < 2 * HubLink.RECEIVE_MAX) {
            throw new IllegalArgumentException(
                    "'ingest.queue' is not at least %d: %d"
                            .formatted(2 * HubLink.RECEIVE_MAX, queue));
        }
    }

    public static IngestConfig defaults() {
        return new IngestConfig(500, 512);
    }
}
