package io.roomscribe.hub.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts two rankings together by reciprocal rank fusion: a place counts 1 / (60 + rank) in each. A
/// passage found by its meaning lends its rank to those of its segments that were found by their
/// words, or else stands for itself.
///
/// Confined to one thread.
final class Ranking {
    /// Cormack, Clarke and Buettcher 2009.
    private static final double K = 60;

    /// @param members numbers of segments, the one to show among them; one where words found it
    record Place(List<Long> members, double score, boolean byWords, boolean byMeaning) {}

    private final Map<Long, Double> words = new HashMap<>();
    private final Map<Long, Double> meaning = new HashMap<>();
    private final List<Place> alone = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private int passages;

    /// The next best by words. A number that was there already is passed over.
    void addSegment(long number) {
        words.putIfAbsent(number, 1 / (K + words.size() + 1));
    }

    /// The next best by meaning, after all segments were added.
    void addPassage(List<Long> members) {
        passages++;
        var score = 1 / (K + passages);
        var found = members.stream().filter(words::containsKey).toList();
        found.forEach(number -> meaning.putIfAbsent(number, score));
        if (found.isEmpty() && members.stream().noneMatch(seen::contains)) {
            seen.addAll(members);
            alone.add(new Place(members, score, false, true));
        }
    }

    /// Best first.
    List<Place> places() {
        var places = new ArrayList<>(alone);
        words.forEach((number, score) -> {
            var other = meaning.getOrDefault(number, 0.0);
            places.add(new Place(List.of(number), score + other, true, other > 0));
        });
        places.sort(
                java.util.Comparator.comparingDouble(Place::score)
                        .reversed()
                        .thenComparing(place -> place.members().getFirst()));
        return places;
    }
}
