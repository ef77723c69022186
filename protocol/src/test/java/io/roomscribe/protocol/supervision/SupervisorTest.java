package io.roomscribe.protocol.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private static final long SEED = Long.getLong("seed", 7);

    private static final class Broken extends Failure {
        private static final long serialVersionUID = 1L;

        Broken(Severity severity) {
            super(severity, "cannot do it", "try the other way");
        }
    }

    @Test
    void startsAFailedTaskAgain() throws InterruptedException {
        var runs = new AtomicInteger();
        var secondRun = new CountDownLatch(1);
        try (var supervisor =
                new Supervisor(
                        System::nanoTime, new Random(SEED), Duration.ofSeconds(5), failure -> {})) {

            supervisor.start(
                    "flaky",
                    stop -> {
                        if (runs.incrementAndGet() == 1) {
                            throw new Broken(Failure.Severity.RETRY);
                        }
                        secondRun.countDown();
                    });

            assertThat(secondRun.await(20, TimeUnit.SECONDS)).as("second run").isTrue();
        }
    }

    @Test
    void tellsOfAFatalFailureAndDoesNotRetry() throws Exception {
        var failure =
                toldOf(stop -> {
                    throw new Broken(Failure.Severity.FATAL);
                });

        assertThat(failure).hasMessage("cannot do it; try the other way");
    }

    @Test
    void tellsOfAnErrorInsteadOfEndingTheTaskSilently() throws Exception {
        var failure =
                toldOf(stop -> {
                    throw new OutOfMemoryError("good morning everybody");
                });

        assertThat(failure.severity()).isEqualTo(Failure.Severity.FATAL);
        assertThat(failure).hasMessageContaining("doomed met OutOfMemoryError");
        assertThat(failure).hasMessageNotContaining("good morning");
    }

    /// What is told of a task that cannot go on.
    private static Failure toldOf(Task doomed) throws Exception {
        var told = new CompletableFuture<Failure>();
        try (var supervisor =
                new Supervisor(
                        System::nanoTime,
                        new Random(SEED),
                        Duration.ofSeconds(5),
                        told::complete)) {

            supervisor.start("doomed", doomed);

            return told.get(20, TimeUnit.SECONDS);
        }
    }

    /// A foreign exception may quote what was said.
    @Test
    void tracesADefectWithoutItsMessages() {
        var defect =
                new IllegalStateException(
                        "good morning everybody",
                        new IllegalArgumentException("said in confidence"));

        assertThat(Defect.trace(defect))
                .contains("IllegalStateException", "caused by", "SupervisorTest")
                .doesNotContain("morning")
                .doesNotContain("confidence");
    }

    @Test
    void backsOffWithJitterUpToTheLongest() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(SEED));
        var delays = new ArrayList<Duration>();

        for (var i = 0; i < 50; i++) {
            delays.add(backoff.next());
        }

        assertThat(delays)
                .allSatisfy(delay ->
                        assertThat(delay).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60)));
        assertThat(Set.copyOf(delays)).as("seed %d", SEED).hasSizeGreaterThan(10);
        backoff.reset();
        assertThat(backoff.next()).isLessThan(Duration.ofSeconds(3));
    }
}
