package io.roomscribe.hub.speaker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds a meeting's speakers from all of its voices, and their number: agglomerative clustering
/// that ends when the two clusters that are most alike are less so than [SpeakerConfig#sameVoice].
/// What is too short to tell stays without a speaker, unless voice and neighbourhood agree.
///
/// The figures here were measured on the demo's meeting and on six meetings put together from clips
/// (docs/adr/0009).
///
/// Immutable.
final class VoiceClustering {
    /// Comparing everybody with everybody grows with the square: long meetings are clustered in
    /// blocks, and then the blocks' clusters.
    private static final int BLOCK = 400;

    /// Less speech than this does not make a person by itself.
    private static final double SPEAKER_MIN_SECONDS = 3.0;

    /// A short stretch goes to the speaker it resembles so much, and so much more than any other.
    private static final double ATTACH_SIMILARITY = 0.5;

    private static final double ATTACH_MARGIN = 0.15;

    /// A stretch that resembles nobody more than this is somebody else's.
    private static final double STRANGER_SIMILARITY = 0.45;

    /// How near a neighbour is in time.
    private static final Duration NEAR = Duration.ofSeconds(5);

    private final SpeakerConfig config;

    VoiceClustering(SpeakerConfig config) {
        this.config = config;
    }

    /// Each person's segments, in the order in which they first spoke. Segments that are in none
    /// are unsure.
    ///
    /// @param voices in the order they were spoken
    List<List<Voice>> speakers(List<Voice> voices) {
        var clear = voices.stream().filter(config::isClear).toList();
        var found = agglomerate(blocks(clear));
        var people = new ArrayList<VoiceCluster>();
        var stray = new ArrayList<VoiceCluster>();
        for (var cluster : found) {
            (cluster.seconds() >= SPEAKER_MIN_SECONDS ? people : stray).add(cluster);
        }
        var members = new ArrayList<List<Voice>>();
        people.forEach(cluster -> members.add(new ArrayList<>(cluster.voices())));
        for (var cluster : stray) {
            place(cluster, people, members);
        }
        attachShort(voices, people, members);
        members.forEach(list -> list.sort(Comparator.comparing(Voice::startedAt)));
        members.sort(Comparator.comparing(list -> list.getFirst().startedAt()));
        return List.copyOf(members);
    }

    private List<VoiceCluster> blocks(List<Voice> voices) {
        var clusters = new ArrayList<VoiceCluster>();
        for (var from = 0; from < voices.size(); from += BLOCK) {
            var block = voices.subList(from, Math.min(voices.size(), from + BLOCK));
            clusters.addAll(agglomerate(block.stream().map(VoiceCluster::of).toList()));
        }
        return clusters;
    }

    private List<VoiceCluster> agglomerate(List<VoiceCluster> start) {
        var clusters = new ArrayList<>(start);
        var likeness = new double[clusters.size()][clusters.size()];
        for (var i = 0; i < clusters.size(); i++) {
            for (var j = 0; j < i; j++) {
                likeness[i][j] = clusters.get(i).likeness(clusters.get(j));
            }
        }
        var gone = new boolean[clusters.size()];
        while (true) {
            var pair = mostAlike(likeness, gone);
            if (pair.isEmpty()) {
                break;
            }
            var into = pair.get().into();
            var from = pair.get().from();
            if (clusters.get(into).isApartFrom(clusters.get(from))) {
                likeness[from][into] = Double.NEGATIVE_INFINITY;
                continue;
            }
            clusters.get(into).addAll(clusters.get(from));
            gone[from] = true;
            for (var i = 0; i < clusters.size(); i++) {
                if (i != into && !gone[i]) {
                    likeness[Math.max(i, into)][Math.min(i, into)] =
                            clusters.get(i).likeness(clusters.get(into));
                }
            }
        }
        var left = new ArrayList<VoiceCluster>();
        for (var i = 0; i < gone.length; i++) {
            if (!gone[i]) {
                left.add(clusters.get(i));
            }
        }
        return left;
    }

    /// @param from the later of the two
    private record Pair(int from, int into) {}

    private Optional<Pair> mostAlike(double[][] likeness, boolean[] gone) {
        var best = config.sameVoice();
        Optional<Pair> pair = Optional.empty();
        for (var i = 0; i < gone.length; i++) {
            for (var j = 0; j < i && !gone[i]; j++) {
                if (!gone[j] && likeness[i][j] >= best) {
                    best = likeness[i][j];
                    pair = Optional.of(new Pair(i, j));
                }
            }
        }
        return pair;
    }

    /// A little speech that joined nobody: somebody's bad moment, a person who said one sentence,
    /// or unsure.
    private static void place(
            VoiceCluster stray, List<VoiceCluster> people, List<List<Voice>> members) {
        var similarity = new double[people.size()];
        for (var i = 0; i < similarity.length; i++) {
            var person = people.get(i);
            similarity[i] =
                    stray.voices().stream().mapToDouble(person::similarity).average().orElse(0);
        }
        var nearest = nearest(similarity);
        if (nearest.isPresent()) {
            members.get(nearest.get()).addAll(stray.voices());
        } else if (highest(similarity) < STRANGER_SIMILARITY) {
            members.add(new ArrayList<>(stray.voices()));
        }
    }

    private static double highest(double[] similarity) {
        var highest = Double.NEGATIVE_INFINITY;
        for (var value : similarity) {
            highest = Math.max(highest, value);
        }
        return highest;
    }

    /// The one that is clearly the most similar.
    private static Optional<Integer> nearest(double[] similarity) {
        var best = -1;
        var second = Double.NEGATIVE_INFINITY;
        for (var i = 0; i < similarity.length; i++) {
            if (best < 0 || similarity[i] > similarity[best]) {
                second = best < 0 ? second : similarity[best];
                best = i;
            } else {
                second = Math.max(second, similarity[i]);
            }
        }
        var isClear =
                best >= 0
                        && similarity[best] >= ATTACH_SIMILARITY
                        && similarity[best] - second >= ATTACH_MARGIN;
        return isClear ? Optional.of(best) : Optional.empty();
    }

    /// A word or two between longer stretches: given to the nearest voice only when that person
    /// also speaks right before or after it.
    private void attachShort(
            List<Voice> voices, List<VoiceCluster> people, List<List<Voice>> members) {
        Map<Long, Integer> personOf = new HashMap<>();
        for (var person = 0; person < people.size(); person++) {
            for (var voice : members.get(person)) {
                personOf.put(voice.number(), person);
            }
        }
        for (var i = 0; i < voices.size(); i++) {
            var voice = voices.get(i);
            if (config.isClear(voice) || !voice.hasVector()) {
                continue;
            }
            var similarity =
                    people.stream().mapToDouble(person -> person.similarity(voice)).toArray();
            var neighbours = voices.subList(Math.max(0, i - 1), Math.min(voices.size(), i + 2));
            nearest(similarity)
                    .filter(person ->
                            neighbours.stream()
                                    .anyMatch(other ->
                                            person.equals(personOf.get(other.number()))
                                                    && config.isClear(other)
                                                    && isNear(other, voice)))
                    .ifPresent(person -> members.get(person).add(voice));
        }
    }

    private static boolean isNear(Voice one, Voice other) {
        var between =
                one.startedAt().isBefore(other.startedAt())
                        ? Duration.between(one.endedAt(), other.startedAt())
                        : Duration.between(other.endedAt(), one.startedAt());
        return between.compareTo(NEAR) < 0;
    }
}
