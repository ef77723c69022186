package io.roomscribe.hub.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.job.Job.Lane;
import io.roomscribe.hub.job.Job.State;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs on a real database, in simulated time.
final class JobDeskIT {
    private static final JobWork.Effect NOTHING = _ -> {};
    private static final String HINT = "wait";

    @TempDir private Path folder;
    private HubDatabase database;
    private JobStore store;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final List<String> order = new ArrayList<>();

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
        store = new JobStore(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void doesTheHigherLaneFirst() throws Exception {
        var desk =
                desk((job, progress) -> {
                    order.add(job.payload());
                    return NOTHING;
                });
        desk.take("work", Lane.BACKGROUND, "low");
        desk.take("work", Lane.STANDARD, "middle");
        desk.take("work", Lane.HIGH, "top");

        work(desk, Lane.BACKGROUND, 3);

        assertThat(order).containsExactly("top", "middle", "low");
        assertThat(desk.jobs(10)).extracting(Job::state).containsOnly(State.DONE);
    }

    @Test
    void keepsFilesOutOfEverybodysWay() throws Exception {
        var desk =
                desk((job, progress) -> {
                    order.add(job.payload());
                    return NOTHING;
                });
        desk.take("work", Lane.FILES, "hours of audio");
        desk.take("work", Lane.STANDARD, "minutes");

        work(desk, Lane.BACKGROUND, 1);
        assertThat(order).containsExactly("minutes");
        work(desk, Lane.FILES, 2);

        assertThat(order).containsExactly("minutes", "hours of audio");
    }

    @Test
    void appliesPartsOfWhatRunsAndOfNothingElse() {
        store.insert("job-1", "work", Lane.FILES, "");
        var job = store.claim(List.of(Lane.FILES), Duration.ofMinutes(1)).orElseThrow();

        assertThat(store.whileRunning(job, _ -> order.add("first"))).isTrue();
        store.cancel(job.id());
        assertThat(store.whileRunning(job, _ -> order.add("second"))).isFalse();
        store.again(job.id());
        store.claim(List.of(Lane.FILES), Duration.ofMinutes(1));
        assertThat(store.whileRunning(job, _ -> order.add("of the first attempt"))).isFalse();

        assertThat(order).containsExactly("first");
    }

    @Test
    void leavesAJobToItsWorkerAsLongAsItTellsHowFarItIs() {
        store.insert("job-1", "work", Lane.FILES, "");
        var lease = Duration.ofMinutes(1);
        var job = store.claim(List.of(Lane.FILES), lease).orElseThrow();

        for (var percent = 10; percent < 100; percent += 10) {
            clock.advance(Duration.ofSeconds(50));
            store.progress(job, percent, lease);
            assertThat(store.giveBack(false)).isZero();
        }
        clock.advance(Duration.ofSeconds(70));

        assertThat(store.giveBack(false)).isEqualTo(1);
        store.progress(job, 95, lease);
        assertThat(store.job("job-1").orElseThrow().state()).isEqualTo(State.RETRYING);
    }

    @Test
    void triesAgainAfterTwoFourAndEightSecondsAndThenGivesUp() throws Exception {
        var desk =
                desk((job, progress) -> {
                    order.add(clock.instant().toString().substring(17, 19));
                    throw JobException.again("not now", HINT);
                });
        var job = desk.take("work", Lane.HIGH, "");

        for (var wait : List.of(0, 2, 4, 8)) {
            clock.advance(Duration.ofSeconds(wait));
            work(desk, Lane.HIGH, order.size() + 1);
        }

        assertThat(order).containsExactly("00", "02", "06", "14");
        var failed = desk.job(job.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.error()).contains("not now");
        assertThat(desk.retry(failed)).isTrue();
        assertThat(desk.job(job.id()).orElseThrow().state()).isEqualTo(State.QUEUED);
    }

    @Test
    void asksAPersonWhereNoAttemptCanHelp() throws Exception {
        var desk =
                desk((job, progress) -> {
                    order.add("once");
                    throw JobException.review("the answer is nonsense", HINT);
                });
        var job = desk.take("work", Lane.HIGH, "");

        work(desk, Lane.HIGH, 1);

        assertThat(desk.job(job.id()).orElseThrow().state()).isEqualTo(State.REVIEW);
    }

    @Test
    void givesACancelledAttemptNoEffect() throws Exception {
        var effects = new AtomicInteger();
        var desks = new ArrayList<JobDesk>();
        var desk =
                desk((job, progress) -> {
                    order.add("begun");
                    assertThat(desks.getFirst().cancel(job)).isTrue();
                    return _ -> effects.incrementAndGet();
                });
        desks.add(desk);
        var job = desk.take("work", Lane.HIGH, "");

        work(desk, Lane.HIGH, 1);

        assertThat(effects).hasValue(0);
        assertThat(desk.job(job.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void letsNoWorkerEndWhatAnotherHasBegun() {
        store.insert("job-1", "work", Lane.HIGH, "");
        var first = store.claim(List.of(Lane.HIGH), Duration.ofMinutes(1)).orElseThrow();

        assertThat(store.giveBack(false)).isZero();
        clock.advance(Duration.ofMinutes(2));
        assertThat(store.giveBack(false)).isEqualTo(1);
        var second = store.claim(List.of(Lane.HIGH), Duration.ofMinutes(1)).orElseThrow();

        var effects = new AtomicInteger();
        assertThat(store.done(first, _ -> effects.incrementAndGet())).isFalse();
        assertThat(store.done(second, _ -> effects.incrementAndGet())).isTrue();
        assertThat(store.done(second, _ -> effects.incrementAndGet())).isFalse();
        assertThat(effects).hasValue(1);
    }

    private JobDesk desk(JobWork work) {
        return new JobDesk(store, Map.of("work", work), new Random(1));
    }

    /// Works until so many attempts have begun, and that one has ended.
    private void work(JobDesk desk, Lane lane, int attempts) throws InterruptedException {
        var stop = new StopSignal();
        var worker =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                desk.work(lane, stop);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        io.roomscribe.testkit.Await.until(
                attempts + " attempts",
                Duration.ofSeconds(20),
                () ->
                        order.size() >= attempts
                                && desk.jobs(10).stream()
                                        .noneMatch(job -> job.state() == State.RUNNING));
        stop.stop();
        worker.join();
    }
}
