package io.roomscribe.hub.dashboard;

import com.sun.management.UnixOperatingSystemMXBean;
import io.roomscribe.hub.dashboard.live.LiveRoutes;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.summary.SummaryRevision;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// The hub's figures in Prometheus' text format. Written by hand: Helidon's meters live in state
/// shared by the whole process, and ours are few.
///
/// Thread-safe.
final class HubMetrics {
    private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<IngestFigures> ingest;
    private final LiveRoutes live;
    private final Map<Summaries, LongAdder> summaries = new ConcurrentHashMap<>();

    private record Summaries(String kind, String model) {}

    HubMetrics(Supplier<IngestFigures> ingest, LiveRoutes live) {
        this.ingest = ingest;
        this.live = live;
    }

    /// One more revision.
    void summaryRevised(SummaryRevision revision) {
        summaries
                .computeIfAbsent(
                        new Summaries(revision.kind().word(), revision.model()),
                        _ -> new LongAdder())
                .increment();
    }

    Answer answer(Call call) {
        var out = new PrometheusText();
        ingest(out, ingest.get());
        var revisions =
                new TreeMap<Summaries, LongAdder>(
                        Comparator.comparing(Summaries::kind).thenComparing(Summaries::model));
        revisions.putAll(summaries);
        out.type("roomscribe_summaries_total", "counter", "Summary revisions made");
        revisions.forEach((made, count) ->
                out.value(count.sum(), Map.of("kind", made.kind(), "model", made.model())));
        out.type("roomscribe_live_readers", "gauge", "Live connections");
        out.value(live.readers());
        process(out);
        return Answer.text(MEDIA_TYPE, out.toString());
    }

    private static void ingest(PrometheusText out, IngestFigures figures) {
        out.type("roomscribe_entries_total", "counter", "Outbox entries by what became of them");
        out.value(figures.accepted(), Map.of("outcome", "accepted"));
        out.value(figures.duplicates(), Map.of("outcome", "duplicate"));
        out.value(figures.rejected(), Map.of("outcome", "rejected"));
        out.type("roomscribe_segments_total", "counter", "Segments added to transcripts");
        out.value(figures.segments());
        out.type(
                "roomscribe_ingest_lag_seconds",
                "gauge",
                "From recorder to commit, of the latest segment");
        out.value(figures.lag().toMillis() / 1000.0);
    }

    private static void process(PrometheusText out) {
        var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        out.type("process_heap_bytes", "gauge", "Java heap in use");
        out.value(memory.getUsed());
        out.type("process_heap_limit_bytes", "gauge", "Java heap at most");
        out.value(memory.getMax());
        out.type("process_threads", "gauge", "Platform threads");
        out.value(ManagementFactory.getThreadMXBean().getThreadCount());
        out.type("process_uptime_seconds", "gauge", "Since the process began");
        out.value(ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof UnixOperatingSystemMXBean unix) {
            out.type("process_cpu_seconds_total", "counter", "Processor time used");
            out.value(unix.getProcessCpuTime() / 1e9);
            out.type("process_open_fds", "gauge", "Open file descriptors");
            out.value(unix.getOpenFileDescriptorCount());
        }
    }
}
