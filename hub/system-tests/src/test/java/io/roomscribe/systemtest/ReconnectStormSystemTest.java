package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.supervision.Backoff;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ReliabilityFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Row N8: hub and broker are killed, and everybody comes back at once. Boxes and hub share one
/// machine here, so that the boxes' half of all the key exchanges is paid for by it too.
final class ReconnectStormSystemTest {
    private static final Duration ALL_BACK = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int TRIES_MAX = 40;

    /// The first time, each box costs the hub forced transactions.
    private static final int FEW = 20;

    private static final long RESIDENT_KIB_MAX = 1024 * 1024;

    private final long seed = Long.getLong("seed", System.nanoTime());
    @TempDir private Path folder;

    @Test
    @Tag("N8")
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes minutes; run it with -Dslow=true")
    void twoThousandBoxesAreBackWithinAMinute() throws Exception {
        System.out.println("a reconnect storm, seed " + seed);
        var boxes = new ArrayList<SimulatedBox>();
        try (var site = new EnrolledSite(folder);
                var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            certify(site, boxes, Integer.getInteger("boxes", 2000));
            var first = site.startHub();
            var waits = wave(site, boxes, FEW, tasks);
            tell("connected for the first time, %d at a time".formatted(FEW), waits, first);
            var before = residentKib(first, "VmRSS");

            first.kill();
            var second = site.startHub();
            waits = wave(site, boxes, boxes.size(), tasks);
            tell("came back to a hub that was killed", waits, second);

            assertThat(boxes).as(second::text).allMatch(SimulatedBox::isConnected);
            assertThat(waits.getLast()).as(second::text).isLessThan(ALL_BACK.toNanos());
            var peak = residentKib(second, "VmHWM");
            assertThat(peak).isLessThan(RESIDENT_KIB_MAX);
            new ReliabilityFigures(
                            "reconnect-storm",
                            "N8",
                            1,
                            seed,
                            Map.of(
                                    "boxes",
                                    boxes.size(),
                                    "halfBackMillis",
                                    millis(waits, 0.5),
                                    "allBackMillis",
                                    millis(waits, 1),
                                    "memoryMib",
                                    before / 1024,
                                    "memoryPeakMib",
                                    peak / 1024))
                    .write();
        } finally {
            boxes.forEach(SimulatedBox::close);
        }
    }

    private void certify(EnrolledSite site, List<SimulatedBox> boxes, int count) {
        var random = new Random(seed);
        var pins = site.initialise();
        var authority =
                Authority.open(
                        new AuthorityFolder(site.hub.resolve("identity")),
                        Clock.systemUTC(),
                        new SecureRandom());
        for (var i = 1; i <= count; i++) {
            var box = new SimulatedBox("box-" + i, pins, random.nextLong());
            box.certify(authority);
            boxes.add(box);
        }
    }

    /// Lets all connect, `atOnce` of them at a time.
    ///
    /// @return how long after the beginning each had an acknowledgement, the shortest first
    private List<Long> wave(
            EnrolledSite site, List<SimulatedBox> boxes, int atOnce, ExecutorService tasks)
            throws Exception {
        var upNanos = System.nanoTime();
        var places = new Semaphore(atOnce);
        var coming = new ArrayList<Future<Long>>();
        for (var box : boxes) {
            coming.add(
                    tasks.submit(() -> {
                        places.acquire();
                        try {
                            come(site, box);
                        } finally {
                            places.release();
                        }
                        return System.nanoTime() - upNanos;
                    }));
        }
        var waits = new ArrayList<Long>();
        for (var one : coming) {
            waits.add(one.get());
        }
        waits.sort(null);
        return waits;
    }

    /// As the box's link does: it tries again with growing, uneven pauses.
    private void come(EnrolledSite site, SimulatedBox box) throws Exception {
        var patience =
                new Backoff(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        new Random(seed ^ box.device.hashCode()));
        var pause = new Semaphore(0);
        for (var tries = 0; tries < TRIES_MAX; tries++) {
            try {
                box.connect(site.tlsPort);
                box.send();
                box.awaitAcknowledgement(ANSWER);
                return;
            } catch (LinkException | TimeoutException e) {
                box.close();
                var _ = pause.tryAcquire(patience.next().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        throw new AssertionError(box.device + " never got in");
    }

    private void tell(String what, List<Long> waits, ChildProcess hub) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%d boxes %s: half of them within %d ms, 99 %% %d ms, all %d ms after it answered;"
                        + " the hub's memory %d MiB at most%n",
                waits.size(),
                what,
                millis(waits, 0.5),
                millis(waits, 0.99),
                millis(waits, 1),
                residentKib(hub, "VmHWM") / 1024);
    }

    private static long millis(List<Long> sorted, double part) {
        var index = (int) Math.ceil(sorted.size() * part) - 1;
        return TimeUnit.NANOSECONDS.toMillis(sorted.get(Math.max(0, index)));
    }

    private static long residentKib(ChildProcess process, String what) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(what + ":"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        }
    }
}
