package io.roomscribe.device.erasure;

import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Stretch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The words of a stretch in the tables.
///
/// Runs on `store-writer`.
final class ErasedText {
    private ErasedText() {}

    /// What went.
    record Gone(int utterances, int entries) {}

    private record Utterance(long firstSample, long samples, long sequence) {}

    /// The stretch, and the whole of each utterance that reaches into it.
    static Stretch widened(Transaction tx, Stretch stretch) throws SQLException {
        var first = stretch.firstSample();
        var end = first + stretch.samples();
        for (var utterance : utterances(tx, stretch)) {
            first = Math.min(first, utterance.firstSample());
            end = Math.max(end, utterance.firstSample() + utterance.samples());
        }
        return new Stretch(stretch.recording(), first, end - first);
    }

    static Gone erase(Transaction tx, Outbox outbox, Stretch stretch) throws SQLException {
        var entries = 0;
        var utterances = utterances(tx, stretch);
        for (var utterance : utterances) {
            entries += outbox.erase(tx, utterance.sequence()) ? 1 : 0;
            try (var delete =
                    tx.connection()
                            .prepareStatement(
                                    """
                                    DELETE FROM utterance
                                    WHERE recording = ? AND first_sample = ?
                                    """)) {
                delete.setLong(1, stretch.recording().bits());
                delete.setLong(2, utterance.firstSample());
                delete.executeUpdate();
            }
        }
        entries += outbox.eraseAside(tx, body -> isIn(body, stretch));
        return new Gone(utterances.size(), entries);
    }

    private static boolean isIn(EntryBody body, Stretch stretch) {
        return body instanceof EntryBody.Utterance said
                && said.recording().equals(stretch.recording())
                && said.firstSample() < stretch.firstSample() + stretch.samples()
                && said.firstSample() + said.samples() > stretch.firstSample();
    }

    private static List<Utterance> utterances(Transaction tx, Stretch stretch) throws SQLException {
        try (var query =
                tx.connection()
                        .prepareStatement(
                                """
                                SELECT first_sample, samples, sequence FROM utterance
                                WHERE recording = ? AND first_sample < ?
                                    AND first_sample + samples > ?
                                ORDER BY first_sample
                                """)) {
            query.setLong(1, stretch.recording().bits());
            query.setLong(2, stretch.firstSample() + stretch.samples());
            query.setLong(3, stretch.firstSample());
            var found = new ArrayList<Utterance>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Utterance(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
                }
            }
            return found;
        }
    }
}
