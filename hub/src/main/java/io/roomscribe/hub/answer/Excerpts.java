package io.roomscribe.hub.answer;

import io.roomscribe.hub.search.IndexedSegment;
import io.roomscribe.hub.summary.SentenceEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What an answer may be made from: stretches of transcripts, best first, their lines numbered
/// through.
///
/// Immutable.
final class Excerpts {
    private final List<List<Source>> stretches = new ArrayList<>();
    private final List<SentenceEvidence> evidence = new ArrayList<>();

    /// @param segments of each stretch in the order they were spoken
    Excerpts(List<List<IndexedSegment>> segments) {
        var number = 1;
        for (var stretch : segments) {
            var sources = new ArrayList<Source>();
            for (var segment : stretch) {
                sources.add(new Source(number, segment));
                number++;
            }
            stretches.add(List.copyOf(sources));
            evidence.add(
                    new SentenceEvidence(
                            sources.stream().map(Source::line).toList(),
                            stretch.getFirst().language()));
        }
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    List<Source> sources() {
        return stretches.stream().flatMap(List::stream).toList();
    }

    List<List<Source>> stretches() {
        return List.copyOf(stretches);
    }

    /// Without the last stretch.
    Excerpts shorter() {
        return new Excerpts(
                stretches.subList(0, stretches.size() - 1).stream()
                        .map(stretch -> stretch.stream().map(Source::segment).toList())
                        .toList());
    }

    /// The number of the line that bears a sentence out. Stretches that the writer cites are looked
    /// at first; none is stretched over its borders.
    OptionalInt find(String sentence, List<Integer> cited) {
        for (var isCited : List.of(true, false)) {
            for (var i = 0; i < stretches.size(); i++) {
                var stretch = stretches.get(i);
                var claimed = claimedAt(stretch, cited);
                if (claimed >= 0 == isCited) {
                    var found = evidence.get(i).find(sentence, claimed);
                    if (found.isPresent()) {
                        return OptionalInt.of(stretch.get(found.getAsInt()).number());
                    }
                }
            }
        }
        return OptionalInt.empty();
    }

    private static int claimedAt(List<Source> stretch, List<Integer> cited) {
        for (var i = 0; i < stretch.size(); i++) {
            if (cited.contains(stretch.get(i).number())) {
                return i;
            }
        }
        return -1;
    }
}
