package io.roomscribe.hub.summary;

import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.summary.Review.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The review queue's rows. At most one of a meeting waits.
///
/// Thread-safe.
public final class ReviewStore {
    private static final int ERROR_CHARS_MAX = 500;
    private static final int MODEL_CHARS_MAX = 200;

    private final HubDatabase database;
    private final Clock clock;

    public ReviewStore(HubDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Those that wait first, then the newest.
    public List<Review> reviews(int limit) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from summary_review
                                order by case when state in ('open', 'retrying') then 0 else 1 end,
                                    updated_at desc, id
                                fetch first :limit rows only
                                """)
                        .bind("limit", limit)
                        .map((row, context) -> read(row))
                        .list());
    }

    public Optional<Review> review(String id) {
        return database.read(handle ->
                handle.createQuery("select * from summary_review where id = :id")
                        .bind("id", id)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /// How many wait.
    public int waiting() {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select count(*) from summary_review
                                where state in ('open', 'retrying')
                                """)
                        .mapTo(Integer.class)
                        .one());
    }

    /// The highest segment number for which a person wanted no model's minutes; 0 for none.
    long dismissedThrough(String meeting) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select coalesce(max(through_number), 0) from summary_review
                                where meeting_id = :meeting and state in ('dismissed', 'edited')
                                """)
                        .bind("meeting", meeting)
                        .mapTo(Long.class)
                        .one());
    }

    /// No model could revise a meeting's minutes.
    void failed(String meeting, long through, LanguageException why) {
        var model = why.question().map(LanguageException.Question::model).orElse("");
        var tokens = why.question().map(LanguageException.Question::tokens).orElse(0);
        database.inTransaction(handle -> {
            // The meeting's row keeps two failures of it from both opening one.
            var exists =
                    handle.createQuery("select id from meeting where id = :meeting for update")
                            .bind("meeting", meeting)
                            .mapTo(String.class)
                            .findOne();
            if (exists.isPresent() && again(handle, meeting, through, model, tokens, why) == 0) {
                handle.createUpdate(
                                """
                                insert into summary_review (id, meeting_id, state, through_number,
                                    model, prompt_tokens, code, error, attempts, created_at,
                                    updated_at)
                                values (:id, :meeting, 'open', :through, :model, :tokens, :code,
                                    :error, 1, :now, :now)
                                """)
                        .bind("id", UUID.randomUUID().toString())
                        .bind("meeting", meeting)
                        .bind("through", through)
                        .bind("model", cut(model, MODEL_CHARS_MAX))
                        .bind("tokens", tokens)
                        .bind("code", why.code().word())
                        .bind("error", cut(message(why), ERROR_CHARS_MAX))
                        .bind("now", clock.instant())
                        .execute();
            }
            return true;
        });
    }

    private int again(
            Handle handle,
            String meeting,
            long through,
            String model,
            int tokens,
            LanguageException why) {
        return handle.createUpdate(
                        """
                        update summary_review
                        set state = 'open', through_number = :through, model = :model,
                            prompt_tokens = :tokens, code = :code, error = :error,
                            attempts = attempts + 1, updated_at = :now
                        where meeting_id = :meeting and state in ('open', 'retrying')
                        """)
                .bind("meeting", meeting)
                .bind("through", through)
                .bind("model", cut(model, MODEL_CHARS_MAX))
                .bind("tokens", tokens)
                .bind("code", why.code().word())
                .bind("error", cut(message(why), ERROR_CHARS_MAX))
                .bind("now", clock.instant())
                .execute();
    }

    /// A model has answered for the meeting.
    void answered(String meeting) {
        database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update summary_review set state = 'answered', updated_at = :now
                                where meeting_id = :meeting and state in ('open', 'retrying')
                                """)
                        .bind("meeting", meeting)
                        .bind("now", clock.instant())
                        .execute());
    }

    /// @return false when it does not wait any more
    boolean move(String id, State to) {
        return database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update summary_review
                                set state = :state, updated_at = :now
                                where id = :id and state in ('open', 'retrying')
                                """)
                        .bind("id", id)
                        .bind("state", to.word())
                        .bind("now", clock.instant())
                        .execute())
                > 0;
    }

    private static String message(LanguageException why) {
        return String.valueOf(why.getMessage());
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }

    private static Review read(ResultSet row) throws SQLException {
        return new Review(
                row.getString("id"),
                row.getString("meeting_id"),
                State.parse(row.getString("state")),
                row.getLong("through_number"),
                row.getString("model"),
                row.getInt("prompt_tokens"),
                row.getString("code"),
                row.getString("error"),
                row.getInt("attempts"),
                HubDatabase.instant(row, "created_at"),
                HubDatabase.instant(row, "updated_at"));
    }
}
