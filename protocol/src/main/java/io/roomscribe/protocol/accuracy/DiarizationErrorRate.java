package io.roomscribe.protocol.accuracy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Diarization error rate of "who spoke when" against a reference: time missed, time falsely given
/// to somebody and time given to the wrong one, divided by the reference's speech. Within `collar`
/// seconds of each border of the reference nothing is scored. Labels are matched with the
/// reference's so that the error is the lowest possible ([BestMatching]). Where several people
/// speak at once, each of them counts.
///
/// A stretch that is written down but given to nobody ("unsure") counts as missed.
///
/// Immutable.
///
/// @param seconds scored speech of the reference
/// @param speakers how many the reference has
/// @param found how many the answer has
/// @param matching label of the answer to the reference's speaker it was taken for
public record DiarizationErrorRate(
        double seconds,
        double missed,
        double falseAlarm,
        double confusion,
        int speakers,
        int found,
        Map<String, String> matching) {
    /// Seconds, as in NIST's RT evaluations.
    public static final double COLLAR = 0.25;

    public DiarizationErrorRate {
        matching = Map.copyOf(matching);
    }

    /// Somebody speaks from `start` to `end`, in seconds.
    ///
    /// @param speaker empty: nobody knows who
    public record Turn(String speaker, double start, double end) {
        public Turn {
            if (!(start >= 0 && end >= start)) {
                throw new IllegalArgumentException(
                        "a turn cannot go from %s to %s seconds".formatted(start, end));
            }
        }

        private boolean covers(double at) {
            return start <= at && at < end;
        }
    }

    public static DiarizationErrorRate of(
            Collection<Turn> reference, Collection<Turn> answer, double collar) {
        var said = new TreeSet<>(speakers(reference));
        var heard = new TreeSet<>(speakers(answer));
        var pieces = pieces(reference, answer, collar);
        var rows = List.copyOf(heard);
        var columns = List.copyOf(said);
        var shared = new double[rows.size()][columns.size()];
        for (var piece : pieces) {
            for (var who : piece.answer()) {
                for (var whom : piece.reference()) {
                    shared[rows.indexOf(who)][columns.indexOf(whom)] += piece.seconds();
                }
            }
        }
        var matched = BestMatching.of(shared);
        var matching = new TreeMap<String, String>();
        for (var row = 0; row < matched.length; row++) {
            if (matched[row] != BestMatching.NONE) {
                matching.put(rows.get(row), columns.get(matched[row]));
            }
        }
        return score(pieces, matching, columns.size(), rows.size());
    }

    private static DiarizationErrorRate score(
            List<Piece> pieces, Map<String, String> matching, int speakers, int found) {
        var seconds = 0.0;
        var missed = 0.0;
        var falseAlarm = 0.0;
        var confusion = 0.0;
        for (var piece : pieces) {
            var said = piece.reference().size();
            var heard = piece.answer().size();
            var right =
                    piece.answer().stream()
                            .map(who -> Optional.ofNullable(matching.get(who)))
                            .filter(whom -> whom.filter(piece.reference()::contains).isPresent())
                            .count();
            seconds += said * piece.seconds();
            missed += Math.max(0, said - heard) * piece.seconds();
            falseAlarm += Math.max(0, heard - said) * piece.seconds();
            confusion += (Math.min(said, heard) - right) * piece.seconds();
        }
        return new DiarizationErrorRate(
                seconds, missed, falseAlarm, confusion, speakers, found, matching);
    }

    /// A stretch in which nobody begins or ends.
    private record Piece(double seconds, Collection<String> reference, Collection<String> answer) {}

    private static List<Piece> pieces(
            Collection<Turn> reference, Collection<Turn> answer, double collar) {
        var borders = new TreeSet<Double>();
        for (var turn : reference) {
            for (var border : List.of(turn.start(), turn.end())) {
                borders.add(border);
                borders.add(border - collar);
                borders.add(border + collar);
            }
        }
        for (var turn : answer) {
            borders.add(turn.start());
            borders.add(turn.end());
        }
        var pieces = new ArrayList<Piece>();
        var from = Double.NaN;
        for (var to : borders) {
            var middle = (from + to) / 2;
            if (to > from && !isInCollar(reference, middle, collar)) {
                pieces.add(new Piece(to - from, at(reference, middle), at(answer, middle)));
            }
            from = to;
        }
        return pieces;
    }

    private static boolean isInCollar(Collection<Turn> reference, double at, double collar) {
        return reference.stream()
                .anyMatch(turn ->
                        Math.abs(at - turn.start()) < collar || Math.abs(at - turn.end()) < collar);
    }

    private static Collection<String> at(Collection<Turn> turns, double at) {
        var speaking = new LinkedHashSet<String>();
        for (var turn : turns) {
            if (turn.covers(at) && !turn.speaker().isEmpty()) {
                speaking.add(turn.speaker());
            }
        }
        return speaking;
    }

    private static Collection<String> speakers(Collection<Turn> turns) {
        return turns.stream().map(Turn::speaker).filter(who -> !who.isEmpty()).toList();
    }

    /// A fraction; 0 is perfect. NaN when the reference holds no speech.
    public double rate() {
        return (missed + falseAlarm + confusion) / seconds;
    }

    /// `8.0 % (missed 8.0, false alarm 0.0, confusion 0.0; 4 speakers found, 4 in the reference)`
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f %% (missed %.1f, false alarm %.1f, confusion %.1f; %d speakers found, %d in the"
                        + " reference)",
                100 * rate(),
                100 * missed / seconds,
                100 * falseAlarm / seconds,
                100 * confusion / seconds,
                found,
                speakers);
    }
}
