package io.roomscribe.hub.job;

import io.roomscribe.hub.job.Job.Lane;
import io.roomscribe.hub.job.Job.State;
import io.roomscribe.hub.store.RandomId;
import io.roomscribe.protocol.supervision.Failure.Severity;
import io.roomscribe.protocol.supervision.StopSignal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Takes jobs on and does them: one worker a lane, and a worker whose own lane is empty helps the
/// lanes above it; that of files keeps to its own. An attempt that fails is made again after 2, 4
/// and 8 s; a worker that dies leaves its job, which is found again.
///
/// Thread-safe; each worker is a supervised task of its own.
public final class JobDesk {
    private static final Logger LOG = System.getLogger(JobDesk.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);
    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));

    /// Longer than any job goes without telling how far it is; each telling begins it anew.
    private static final Duration LEASE = Duration.ofHours(2);

    private final JobStore store;
    private final Map<String, JobWork> kinds;
    private final RandomGenerator random;

    /// @param kinds how each kind is done
    public JobDesk(JobStore store, Map<String, JobWork> kinds, RandomGenerator random) {
        this.store = store;
        this.kinds = Map.copyOf(kinds);
        this.random = random;
    }

    /// Takes a job on. When this returns, it will be done, whatever happens to the hub.
    ///
    /// @param payload on what; never what was said
    public Job take(String kind, Lane lane, String payload) {
        if (!kinds.containsKey(kind)) {
            throw new IllegalArgumentException("no work of kind " + kind);
        }
        var id = RandomId.of(random);
        store.insert(id, kind, lane, payload);
        return store.job(id).orElseThrow();
    }

    /// The newest first.
    public List<Job> jobs(int limit) {
        return store.jobs(limit);
    }

    public Optional<Job> job(String id) {
        return store.job(id);
    }

    /// @return false when it has not ended, or is done
    public boolean retry(Job job) {
        return store.again(job.id());
    }

    /// @return false when it is done or cancelled already
    public boolean cancel(Job job) {
        return store.cancel(job.id());
    }

    /// Gives back what workers of an earlier process left. Called before any worker starts.
    public void recover() {
        var left = store.giveBack(true);
        if (left > 0) {
            LOG.log(Level.INFO, "Jobs found that a stop had left jobs={0}", left);
        }
    }

    /// A worker of this lane.
    public void work(Lane lane, StopSignal stop) throws InterruptedException {
        var lanes =
                switch (lane) {
                    case HIGH -> List.of(Lane.HIGH);
                    case STANDARD -> List.of(Lane.HIGH, Lane.STANDARD);
                    case BACKGROUND -> List.of(Lane.HIGH, Lane.STANDARD, Lane.BACKGROUND);
                    case FILES -> List.of(Lane.FILES);
                };
        while (!stop.isStopping()) {
            var job = store.claim(lanes, LEASE);
            if (job.isPresent()) {
                perform(job.get());
            } else {
                store.giveBack(false);
                if (stop.await(POLL)) {
                    return;
                }
            }
        }
    }

    private void perform(Job job) throws InterruptedException {
        try {
            var work = kinds.get(job.kind());
            if (work == null) {
                throw JobException.never(
                        "this hub knows no work of kind " + job.kind(), "update the hub");
            }
            var effect = work.on(job, percent -> store.progress(job, percent, LEASE));
            if (store.done(job, effect)) {
                effect.afterwards();
            } else {
                LOG.log(Level.INFO, "Job had no effect, it was cancelled job={0}", job.id());
            }
        } catch (JobException e) {
            fail(job, e);
        }
    }

    private void fail(Job job, JobException why) {
        var message = String.valueOf(why.getMessage());
        var isLast = job.attempt() > DELAYS.size();
        if (why.needsPerson()) {
            store.failed(job, State.REVIEW, message, Duration.ZERO);
        } else if (isLast || why.severity() != Severity.RETRY) {
            store.failed(job, State.FAILED, message, Duration.ZERO);
        } else {
            store.failed(job, State.RETRYING, message, DELAYS.get(job.attempt() - 1));
        }
        LOG.log(
                Level.INFO,
                "Job not done job={0} kind={1} attempt={2}",
                job.id(),
                job.kind(),
                job.attempt());
    }
}
