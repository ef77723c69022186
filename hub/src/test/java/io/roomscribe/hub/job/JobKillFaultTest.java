package io.roomscribe.hub.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.job.Job.Lane;
import io.roomscribe.hub.job.Job.State;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.testkit.ChildProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that does jobs is killed again and again: each job is done, and none is seen twice.
final class JobKillFaultTest {
    private static final int JOBS = 30;
    private static final int KILLS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void doesEveryJobToOneEffectWheneverItIsKilled() {
        var seed = Long.getLong("seed", 7);
        System.out.println("JobKillFaultTest seed=" + seed);
        var random = new Random(seed);
        prepare();

        for (var kill = 0; kill < KILLS; kill++) {
            try (var worker = worker()) {
                awaitDone(worker, 1 + random.nextInt(8));
                worker.kill();
            }
        }
        try (var worker = worker()) {
            // Ends only when no job is left, so the last one of this life may be any.
            awaitAllDone(worker);
            worker.kill();
        }

        try (var database = HubDatabase.open(new DataConfig(folder))) {
            var jobs = new JobStore(database, Clock.systemUTC()).jobs(JOBS + 1);
            assertThat(jobs).hasSize(JOBS);
            var effects =
                    database.read(handle ->
                            handle.createQuery("select job from job_effect")
                                    .mapTo(String.class)
                                    .list());
            assertThat(effects).doesNotHaveDuplicates();
            for (var job : jobs) {
                if (job.state() == State.DONE) {
                    assertThat(effects).as("%s is done", job.id()).contains(job.id());
                }
            }
            assertThat(jobs).filteredOn(job -> job.state() == State.DONE).hasSizeGreaterThan(20);
        }
    }

    private void prepare() {
        try (var database = HubDatabase.open(new DataConfig(folder))) {
            database.inTransaction(
                    handle -> handle.execute("create table job_effect (job varchar(36) not null)"));
            var store = new JobStore(database, Clock.systemUTC());
            for (var i = 0; i < JOBS; i++) {
                store.insert("job-" + i, "write", Lane.STANDARD, String.valueOf(i));
            }
        }
    }

    private ChildProcess worker() {
        return ChildProcess.java(
                "jobs",
                folder,
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JobKillMain.class.getName(),
                        folder.toString()));
    }

    private static void awaitDone(ChildProcess worker, int count) {
        var seen = new AtomicInteger();
        worker.awaitLine(
                count + " jobs done",
                PATIENCE,
                line -> line.startsWith("did ") && seen.incrementAndGet() >= count);
    }

    /// The newest are done last.
    private static void awaitAllDone(ChildProcess worker) {
        worker.awaitLine("the last jobs done", PATIENCE, line -> line.equals("did " + (JOBS - 1)));
    }
}
