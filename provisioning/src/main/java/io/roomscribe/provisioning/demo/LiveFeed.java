package io.roomscribe.provisioning.demo;

import io.roomscribe.protocol.supervision.StopSignal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Follows the hub's live events, as the dashboard in a browser does, and measures how old each is
/// when it arrives. Connects again whenever it is cut off.
///
/// Runs on a virtual thread of its own; calls its listener there.
final class LiveFeed implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// Told what happens, on the feed's thread.
    interface Listener {
        /// What is being said; empty when the guess was withdrawn.
        void partial(String text);

        void segment(HubAnswer.Segment segment);

        void revision(HubAnswer.Revision revision);

        /// Events may have been missed: read what is shown again.
        void resync();
    }

    private final HubClient hub;
    private final Clock clock;
    private final Listener listener;
    private final Percentiles partialLatency = new Percentiles();
    private final Percentiles segmentLatency = new Percentiles();
    private final StopSignal stop = new StopSignal();

    LiveFeed(HubClient hub, Clock clock, Listener listener) {
        this.hub = hub;
        this.clock = clock;
        this.listener = listener;
    }

    void start() {
        Thread.ofVirtual().name("live-feed").start(this::follow);
    }

    /// From the moment a word's sound reached the recorder to the moment its guess arrived here.
    Percentiles partialLatency() {
        return partialLatency;
    }

    /// Likewise for what was stored for good; it includes the silence that ends an utterance.
    Percentiles segmentLatency() {
        return segmentLatency;
    }

    @Override
    public void close() {
        stop.stop();
    }

    private void follow() {
        try {
            do {
                hub.live().ifPresent(this::read);
            } while (!stop.await(PAUSE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(InputStream stream) {
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            listener.resync();
            var name = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (stop.isStopping()) {
                    return;
                }
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    take(name, line.substring("data:".length()).strip());
                } else if (line.isEmpty()) {
                    name = "";
                }
            }
        } catch (IOException e) {
            listener.partial(""); // The hub is gone; what it last guessed is stale.
        }
    }

    private void take(String name, String data) {
        switch (name) {
            case "partial" -> hub.parse(data, HubAnswer.LivePartial.class).ifPresent(this::partial);
            case "segment" -> hub.parse(data, HubAnswer.LiveSegment.class).ifPresent(this::segment);
            case "summary" ->
                    hub.parse(data, HubAnswer.LiveSummary.class)
                            .ifPresent(summary -> listener.revision(summary.revision()));
            case "resync" -> listener.resync();
            default -> {
                // Levels, gaps, meetings and device states are read where they are needed.
            }
        }
    }

    private void partial(HubAnswer.LivePartial partial) {
        if (!partial.text().isEmpty()) {
            partialLatency.add(age(partial.capturedAt()));
        }
        listener.partial(partial.text());
    }

    private void segment(HubAnswer.LiveSegment live) {
        segmentLatency.add(age(live.segment().capturedAt()));
        listener.segment(live.segment());
    }

    private Duration age(Instant capturedAt) {
        return Duration.between(capturedAt, clock.instant());
    }
}
