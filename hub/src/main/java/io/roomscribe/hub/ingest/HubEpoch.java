package io.roomscribe.hub.ingest;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.StoreException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/// The identity of this database. A box that sees another one sends again from the watermark.
///
/// It changes when the database is new, and when somebody put an older one in its place. That shows
/// by a count of commits which lies in the database and, a few seconds behind, in the file
/// `hub.epoch` beside it: a database that has fewer than the file is older than what this hub has
/// acknowledged. A backup that holds the file too, or is younger than those seconds, is not noticed
/// here: then the boxes notice that the watermark went back.
///
/// Confined to the committer's thread once it runs.
final class HubEpoch {
    private static final System.Logger LOG = System.getLogger(HubEpoch.class.getName());

    private static final long NONE = -1;

    private final UUID id;
    private final Path file;
    private final boolean isRestored;
    private long commits;
    private long written;

    private record Mark(UUID id, long commits) {}

    /// @param written how many commits `file` tells of, [#NONE] when what it says is not true
    private HubEpoch(Mark mark, Path file, boolean isRestored, long written) {
        this.id = mark.id();
        this.file = file;
        this.isRestored = isRestored;
        this.commits = mark.commits();
        this.written = written;
    }

    /// Reads it, or makes another one when the database is new or was restored.
    static HubEpoch open(HubDatabase database, RandomGenerator random, Instant now) {
        var file = database.folder().resolve("hub.epoch");
        var known = database.read(HubEpoch::read);
        var beside = read(file);
        var isCurrent =
                known.isPresent()
                        && beside.isPresent()
                        && beside.get().id().equals(known.get().id())
                        && beside.get().commits() <= known.get().commits();
        var mark = isCurrent ? known.get() : begin(database, known, beside, random, now);
        var written = isCurrent ? beside.get().commits() : NONE;
        var epoch = new HubEpoch(mark, file, known.isPresent() && !isCurrent, written);
        epoch.write();
        return epoch;
    }

    private static Mark begin(
            HubDatabase database,
            Optional<Mark> known,
            Optional<Mark> beside,
            RandomGenerator random,
            Instant now) {
        var commits =
                Math.max(known.map(Mark::commits).orElse(0L), beside.map(Mark::commits).orElse(0L));
        var mark = new Mark(new UUID(random.nextLong(), random.nextLong()), commits);
        database.inTransaction(handle -> {
            handle.execute("delete from hub_epoch");
            return handle.createUpdate(
                            "insert into hub_epoch (epoch, created_at, commits)"
                                    + " values (:epoch, :now, :commits)")
                    .bind("epoch", mark.id().toString())
                    .bind("now", now)
                    .bind("commits", mark.commits())
                    .execute();
        });
        database.barrier();
        if (known.isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "Database is older than what was acknowledged, boxes send again epoch={0}",
                    mark.id());
        }
        return mark;
    }

    private static Optional<Mark> read(Handle handle) {
        return handle.createQuery(
                        "select epoch, commits from hub_epoch order by created_at desc"
                                + " fetch first 1 rows only")
                .map((row, context) -> new Mark(UUID.fromString(row.getString(1)), row.getLong(2)))
                .findOne();
    }

    private static Optional<Mark> read(Path file) {
        try {
            var words = Files.readString(file).strip().split(" ", -1);
            return words.length == 2
                    ? Optional.of(new Mark(UUID.fromString(words[0]), Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // Missing or torn: nobody can say that the database is the one, so another epoch
            // begins.
            return Optional.empty();
        }
    }

    UUID id() {
        return id;
    }

    /// Whether an older database was found in the place of the one that acknowledged last.
    boolean isRestored() {
        return isRestored;
    }

    /// Counts a commit, inside it.
    void count(Handle handle) {
        handle.execute("update hub_epoch set commits = ?", commits + 1);
    }

    /// The counted commit is safe on disk.
    void counted() {
        commits++;
    }

    /// Writes beside the database what is in it; never before it is in it.
    void write() {
        if (written == commits && Files.exists(file)) {
            return;
        }
        var temporary = file.resolveSibling("hub.epoch.tmp");
        var text = ByteBuffer.wrap((id + " " + commits + "\n").getBytes(StandardCharsets.UTF_8));
        try (var channel =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        } catch (IOException e) {
            throw StoreException.unwritable(file, e);
        }
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            written = commits;
        } catch (IOException e) {
            throw StoreException.unwritable(file, e);
        }
    }
}
