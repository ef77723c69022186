package io.roomscribe.hub.search;

import io.roomscribe.hub.store.HubDatabase;
import java.time.Instant;
import java.util.SplittableRandom;

/// Fills a database with meetings of made-up words whose frequencies fall as those of English do
/// (Zipf), twelve words every five seconds.
///
/// Confined to one thread.
final class SyntheticSpeech {
    static final int ROOMS = 20;

    private static final int WORDS = 30_000;
    private static final int WORDS_PER_SEGMENT = 12;
    private static final int SECONDS = 5;
    private static final int SEGMENTS_PER_MEETING = 720;
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final String SYLLABLES =
            "ba ke di lo mu ra ne si to fu ga he wi jo pu za ve ti no lu";

    private final SplittableRandom random;
    private final double[] cumulated = new double[WORDS];

    SyntheticSpeech(long seed) {
        random = new SplittableRandom(seed);
        var sum = 0.0;
        for (var i = 0; i < WORDS; i++) {
            sum += 1.0 / (i + 3);
            cumulated[i] = sum;
        }
    }

    void fill(HubDatabase database, int segments) {
        database.inTransaction(handle -> {
            handle.execute("insert into hub_epoch (epoch, created_at) values ('bench', ?)", START);
            for (var i = 0; i < ROOMS; i++) {
                handle.execute(
                        "insert into room (id, name) values (?, ?)", "room-" + i, "Room " + i);
            }
            return true;
        });
        for (var first = 0; first < segments; first += SEGMENTS_PER_MEETING) {
            var count = Math.min(SEGMENTS_PER_MEETING, segments - first);
            meeting(database, first / SEGMENTS_PER_MEETING, count);
        }
    }

    private void meeting(HubDatabase database, int number, int segments) {
        var start = START.plusSeconds(number * 3600L);
        database.inTransaction(handle -> {
            handle.execute(
                    """
                    insert into meeting (id, room_id, title, state, started_at, ended_at,
                        touched_at) values (?, ?, 'Meeting', 'ended', ?, ?, ?)
                    """,
                    "meeting-" + number,
                    "room-" + number % ROOMS,
                    start,
                    start,
                    start);
            var batch =
                    handle.prepareBatch(
                            """
                            insert into segment (meeting_id, recording_id, first_sample, samples,
                                started_at, ended_at, captured_at, speaker, language, model, text,
                                words, vector)
                            values (:meeting, :recording, :first, 80000, :at, :at, :at, '', 'en',
                                'synthetic', :text, '[]', '[]')
                            """);
            for (var i = 0; i < segments; i++) {
                batch.bind("meeting", "meeting-" + number)
                        .bind("recording", "%016x".formatted(number))
                        .bind("first", i * 80_000L)
                        .bind("at", start.plusSeconds(i * (long) SECONDS))
                        .bind("text", text())
                        .add();
            }
            return batch.execute();
        });
    }

    private String text() {
        var text = new StringBuilder();
        for (var i = 0; i < WORDS_PER_SEGMENT; i++) {
            text.append(i > 0 ? " " : "").append(word(rank()));
        }
        return text.toString();
    }

    private int rank() {
        var wanted = random.nextDouble() * cumulated[WORDS - 1];
        var found = java.util.Arrays.binarySearch(cumulated, wanted);
        return Math.min(WORDS - 1, found < 0 ? -found - 1 : found);
    }

    /// Two or three words, neither the commonest nor the rarest, as people look for.
    String query() {
        var text = new StringBuilder();
        var count = 2 + random.nextInt(2);
        for (var i = 0; i < count; i++) {
            text.append(i > 0 ? " " : "").append(word(20 + random.nextInt(3000)));
        }
        return text.toString();
    }

    private static String word(int rank) {
        var syllables = SYLLABLES.split(" ", -1);
        var word = new StringBuilder();
        var left = rank + 1;
        while (left > 0) {
            word.append(syllables[left % syllables.length]);
            left /= syllables.length;
        }
        return word.append('k').toString();
    }
}
