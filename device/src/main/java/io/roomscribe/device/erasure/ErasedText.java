package io.roomscribe.device.erasure;

import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.message.Stretch;
import java.sql.SQLException;
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
        var end = stretch.endSample();
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
            tx.update(
                    "DELETE FROM utterance WHERE recording = ? AND first_sample = ?",
                    stretch.recording().bits(),
                    utterance.firstSample());
        }
        entries += outbox.eraseAside(tx, stretch::touches);
        return new Gone(utterances.size(), entries);
    }

    private static List<Utterance> utterances(Transaction tx, Stretch stretch) throws SQLException {
        return tx.query(
                """
                SELECT first_sample, samples, sequence FROM utterance
                WHERE recording = ? AND first_sample < ? AND first_sample + samples > ?
                ORDER BY first_sample
                """,
                row -> new Utterance(row.getLong(1), row.getLong(2), row.getLong(3)),
                stretch.recording().bits(),
                stretch.endSample(),
                stretch.firstSample());
    }
}
