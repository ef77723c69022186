package io.roomscribe.hub.job;

import io.roomscribe.hub.job.Job.Lane;
import io.roomscribe.hub.job.Job.State;
import io.roomscribe.hub.store.HubDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The jobs' rows. Every change names the state and the attempt it expects, so that a worker which
/// was given up cannot end what another one has begun.
///
/// Thread-safe.
public final class JobStore {
    private static final int ERROR_CHARS_MAX = 500;

    private final HubDatabase database;
    private final Clock clock;

    public JobStore(HubDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The newest first.
    public List<Job> jobs(int limit) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from job
                                order by created_at desc, id
                                fetch first :limit rows only
                                """)
                        .bind("limit", limit)
                        .map(JobStore::read)
                        .list());
    }

    public Optional<Job> job(String id) {
        return database.read(handle ->
                handle.createQuery("select * from job where id = :id")
                        .bind("id", id)
                        .map(JobStore::read)
                        .findOne());
    }

    /// Returns once the job survives a power cut.
    void insert(String id, String kind, Lane lane, String payload) {
        database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                insert into job (id, kind, lane, state, payload, attempt, progress,
                                    error, not_before, lease_till, created_at, updated_at)
                                values (:id, :kind, :lane, 'queued', :payload, 0, 0, '', :now, :now,
                                    :now, :now)
                                """)
                        .bind("id", id)
                        .bind("kind", kind)
                        .bind("lane", lane.word())
                        .bind("payload", payload)
                        .bind("now", clock.instant())
                        .execute());
        database.barrier();
    }

    /// Takes the next job of these lanes, the earlier lane first, the older job first.
    Optional<Job> claim(List<Lane> lanes, Duration lease) {
        for (var lane : lanes) {
            var claimed = claim(lane, lease);
            if (claimed.isPresent()) {
                return claimed;
            }
        }
        return Optional.empty();
    }

    private Optional<Job> claim(Lane lane, Duration lease) {
        var now = clock.instant();
        var waiting =
                database.read(handle ->
                        handle.createQuery(
                                        """
                                        select * from job
                                        where state in ('queued', 'retrying') and lane = :lane
                                            and not_before <= :now
                                        order by not_before, id
                                        fetch first 5 rows only
                                        """)
                                .bind("lane", lane.word())
                                .bind("now", now)
                                .map(JobStore::read)
                                .list());
        return waiting.stream()
                .filter(job -> claim(job, now.plus(lease), now))
                .findFirst()
                .flatMap(job -> job(job.id()));
    }

    private boolean claim(Job job, Instant till, Instant now) {
        return database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update job
                                set state = 'running', attempt = attempt + 1, progress = 0,
                                    lease_till = :till, updated_at = :now
                                where id = :id and state in ('queued', 'retrying')
                                    and attempt = :attempt
                                """)
                        .bind("id", job.id())
                        .bind("attempt", job.attempt())
                        .bind("till", till)
                        .bind("now", now)
                        .execute())
                > 0;
    }

    /// Applies what the attempt made, makes it survive anything, and only then ends the job. After
    /// a crash in between it is made again, and its effect finds that it is there.
    ///
    /// @return false when the attempt is not the running one any more
    boolean done(Job job, JobWork.Effect effect) {
        var isOurs = whileRunning(job, effect::in);
        if (isOurs) {
            end(job);
        }
        return isOurs;
    }

    /// Applies a part of what the attempt makes, and makes it survive anything.
    ///
    /// @return false when the attempt is not the running one any more; nothing is applied then
    public boolean whileRunning(Job job, Consumer<Handle> part) {
        var isOurs =
                database.inTransaction(handle -> {
                    var running =
                            handle.createQuery(
                                            """
                                            select id from job
                                            where id = :id and state = 'running'
                                                and attempt = :attempt
                                            for update
                                            """)
                                    .bind("id", job.id())
                                    .bind("attempt", job.attempt())
                                    .mapTo(String.class)
                                    .findOne();
                    running.ifPresent(_ -> part.accept(handle));
                    return running.isPresent();
                });
        if (isOurs) {
            database.barrier();
        }
        return isOurs;
    }

    private void end(Job job) {
        database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update job
                                set state = 'done', progress = 100, error = '', updated_at = :now
                                where id = :id and state = 'running' and attempt = :attempt
                                """)
                        .bind("id", job.id())
                        .bind("attempt", job.attempt())
                        .bind("now", clock.instant())
                        .execute());
    }

    /// The running attempt failed.
    void failed(Job job, State to, String error, Duration wait) {
        var now = clock.instant();
        database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update job
                                set state = :state, error = :error, not_before = :next,
                                    updated_at = :now
                                where id = :id and state = 'running' and attempt = :attempt
                                """)
                        .bind("id", job.id())
                        .bind("attempt", job.attempt())
                        .bind("state", to.word())
                        .bind(
                                "error",
                                error.length() <= ERROR_CHARS_MAX
                                        ? error
                                        : error.substring(0, ERROR_CHARS_MAX))
                        .bind("next", now.plus(wait))
                        .bind("now", now)
                        .execute());
    }

    /// The attempt is alive: its lease begins anew.
    void progress(Job job, int percent, Duration lease) {
        var now = clock.instant();
        database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update job
                                set progress = :percent, lease_till = :till, updated_at = :now
                                where id = :id and state = 'running' and attempt = :attempt
                                """)
                        .bind("id", job.id())
                        .bind("attempt", job.attempt())
                        .bind("percent", percent)
                        .bind("till", now.plus(lease))
                        .bind("now", now)
                        .execute());
    }

    /// A person wants it done after all.
    ///
    /// @return false when it has not ended
    boolean again(String id) {
        return move(id, State.QUEUED, "'failed', 'review', 'cancelled'");
    }

    /// A person wants it no more; a running attempt has no effect then.
    ///
    /// @return false when it is done or cancelled already
    boolean cancel(String id) {
        return move(id, State.CANCELLED, "'queued', 'running', 'retrying', 'failed', 'review'");
    }

    private boolean move(String id, State to, String from) {
        var now = clock.instant();
        return database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update job
                                set state = :state, not_before = :now, updated_at = :now
                                where id = :id and state in (<from>)
                                """)
                        .define("from", from)
                        .bind("id", id)
                        .bind("state", to.word())
                        .bind("now", now)
                        .execute())
                > 0;
    }

    /// Gives back what its worker left.
    ///
    /// @param all also what is not over its time: at the start, when nobody can be working
    /// @return how many
    int giveBack(boolean all) {
        var now = clock.instant();
        return database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update job
                                set state = 'retrying', error = 'its worker ended without a word',
                                    not_before = :now, updated_at = :now
                                where state = 'running' and (:all or lease_till <= :now)
                                """)
                        .bind("all", all)
                        .bind("now", now)
                        .execute());
    }

    private static Job read(ResultSet row, StatementContext context) throws SQLException {
        return new Job(
                row.getString("id"),
                row.getString("kind"),
                Lane.parse(row.getString("lane")),
                State.parse(row.getString("state")),
                row.getString("payload"),
                row.getInt("attempt"),
                row.getInt("progress"),
                row.getString("error"),
                HubDatabase.instant(row, "created_at"),
                HubDatabase.instant(row, "updated_at"));
    }
}
