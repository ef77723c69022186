package io.roomscribe.hub.job;

import io.roomscribe.hub.job.Job.Lane;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.supervision.StopSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;

/// Does the jobs in a folder's database, to be killed at any moment; says each one that it has
/// done.
final class JobKillMain {
    private JobKillMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var database = HubDatabase.open(new DataConfig(Path.of(arguments[0])));
        var desk =
                new JobDesk(
                        new JobStore(database, Clock.systemUTC()),
                        Map.of("write", JobKillMain::write),
                        new Random());
        desk.recover();
        new Thread(() -> work(desk), "second").start();
        work(desk);
    }

    private static JobWork.Effect write(Job job, java.util.function.IntConsumer progress) {
        progress.accept(50);
        return new JobWork.Effect() {
            @Override
            public void in(org.jdbi.v3.core.Handle handle) {
                handle.execute(
                        "insert into job_effect (job) select ? where not exists"
                                + " (select 1 from job_effect where job = ?)",
                        job.id(),
                        job.id());
            }

            @Override
            public void afterwards() {
                System.out.println("did " + job.payload());
            }
        };
    }

    private static void work(JobDesk desk) {
        try {
            desk.work(Lane.BACKGROUND, new StopSignal());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
