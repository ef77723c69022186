package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.FaultyProxy;
import io.roomscribe.testkit.FaultyProxy.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A real box and a real hub with a bad network between them, one fault after the other, while
/// somebody speaks.
class NetworkFaultSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FAULT_MILLIS = 2500;
    private static final int FLAPS = 12;

    /// Paho leaves up to four threads behind for a while; a leak would grow with each flap.
    private static final int THREADS_MORE_MAX = 12;

    @TempDir Path folder;

    @Test
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes two minutes; run it with -Dslow=true")
    @Tag("N1")
    @Tag("N2")
    @Tag("N3")
    @Tag("N4")
    @Tag("N5")
    @Tag("N6")
    void nothingIsLostOrDoubledWhateverTheNetworkDoes() {
        var seed = Long.getLong("seed", System.nanoTime());
        try (var campaign = new Campaign(folder, folder.resolve("device"), 3, seed);
                var proxy = FaultyProxy.to(campaign.site.brokerPort)) {
            campaign.startHub();
            campaign.useBroker(
                    proxy.port(),
                    """
                    link.keep-alive = 2s
                    link.answer-timeout = 2s
                    outbox.hub-ack-timeout = 3s
                    """);
            var box = campaign.begin();
            campaign.awaitRecording(box);
            awaitCaughtUp(campaign, 2);
            var threads = threads(box.pid());

            for (var mode :
                    List.of(Mode.SLOW, Mode.ANSWERS_LOST, Mode.QUESTIONS_LOST, Mode.BLACK_HOLE)) {
                var recorded = samples(campaign);
                proxy.set(mode);
                Campaign.pauseMillis(FAULT_MILLIS);
                assertThat(samples(campaign)).as("recorded during " + mode).isGreaterThan(recorded);
                proxy.set(Mode.PASS);
            }
            for (var flap = 0; flap < FLAPS; flap++) {
                proxy.set(Mode.RESET);
                campaign.pause(1, 300);
                proxy.set(Mode.PASS);
                campaign.pause(1, 300);
            }

            awaitCaughtUp(campaign, 1);
            assertThat(threads(box.pid())).as("threads").isLessThan(threads + THREADS_MORE_MAX);
            box.terminate();
            box.awaitExit(PATIENCE);
            campaign.note();
            var findings = campaign.finish();
            assertThat(findings.violations()).as(campaign.site::logs).isEmpty();
            assertThat(findings.lost()).isZero();
        }
    }

    private static long samples(Campaign campaign) {
        return RecordedAudio.in(campaign.site.deviceData(), Set.of()).stream()
                .mapToLong(one -> one.pcm().length / 2)
                .sum();
    }

    /// Something new was stored and the hub has it.
    private static void awaitCaughtUp(Campaign campaign, int entries) {
        var before = campaign.site.deviceStatus().path("lastSequence").asLong(0);
        Await.until(
                "the box to catch up",
                PATIENCE,
                () -> {
                    var status = campaign.site.deviceStatus();
                    return status.path("acknowledged").asLong(0) >= before + entries;
                },
                () -> campaign.site.deviceStatus() + "\n" + campaign.site.logs());
    }

    private static long threads(long pid) {
        try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
