package io.roomscribe.hub.dashboard;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Metrics;
import io.helidon.metrics.api.Tag;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import io.roomscribe.hub.dashboard.live.LiveRoutes;
import io.roomscribe.hub.summary.SummaryRevision;
import java.util.List;
import java.util.function.Function;

/// Health and metrics under `/observe`, as Helidon serves them.
///
/// Confined to start-up; what it hands over is thread-safe.
final class Observation {
    private final DashboardSources from;
    private final LiveRoutes live;
    private final MeterRegistry meters = Metrics.createMeterRegistry();

    Observation(DashboardSources from, LiveRoutes live) {
        this.from = from;
        this.live = live;
    }

    ObserveFeature feature() {
        register();
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .addObserver(
                        HealthObserver.builder()
                                .details(true)
                                .useSystemServices(false)
                                .addHealthChecks(checks())
                                .build())
                .addObserver(MetricsObserver.builder().meterRegistry(meters).build())
                .build();
    }

    private List<HealthCheck> checks() {
        return from.checks().stream().<HealthCheck>map(Check::new).toList();
    }

    private record Check(ReadyCheck check) implements HealthCheck {
        @Override
        public HealthCheckType type() {
            return HealthCheckType.READINESS;
        }

        @Override
        public String name() {
            return check.name();
        }

        @Override
        public HealthCheckResponse call() {
            var answer = check.question().get();
            var response = HealthCheckResponse.builder().status(answer.isUp());
            answer.details().forEach(response::detail);
            return response.build();
        }
    }

    private void register() {
        var ingest = from.ingest();
        entries("accepted", IngestFigures::accepted);
        entries("duplicate", IngestFigures::duplicates);
        entries("rejected", IngestFigures::rejected);
        meters.getOrCreate(
                FunctionalCounter.builder(
                                "roomscribe_segments", ingest, figures -> figures.get().segments())
                        .description("Segments added to transcripts"));
        meters.getOrCreate(
                Gauge.builder(
                                "roomscribe_ingest_lag_seconds",
                                () -> ingest.get().lag().toMillis() / 1000.0)
                        .description("From the recorder to the hub's commit, latest segment"));
        meters.getOrCreate(
                Gauge.builder("roomscribe_live_readers", live::readers)
                        .description("Live connections (server-sent events)"));
    }

    private void entries(String outcome, Function<IngestFigures, Long> figure) {
        meters.getOrCreate(
                FunctionalCounter.builder(
                                "roomscribe_entries",
                                from.ingest(),
                                figures -> figure.apply(figures.get()))
                        .description("Outbox entries received, by what became of them")
                        .addTag(Tag.create("outcome", outcome)));
    }

    /// One more summary revision.
    void summaryRevised(SummaryRevision revision) {
        meters.getOrCreate(
                        Counter.builder("roomscribe_summaries")
                                .description("Summary revisions made, by kind and model")
                                .addTag(Tag.create("kind", revision.kind().word()))
                                .addTag(Tag.create("model", revision.model())))
                .increment();
    }
}
