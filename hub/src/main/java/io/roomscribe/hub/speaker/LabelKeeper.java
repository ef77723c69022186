package io.roomscribe.hub.speaker;

import io.roomscribe.protocol.accuracy.BestMatching;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Gives new clusters the labels that most of their speech had before, so that `speaker-2` stays
/// who it was, and keeps apart what people told apart.
///
/// Immutable.
///
/// @param shown label of each segment until now
/// @param pinned segments whose label a person chose
/// @param named labels that a person gave a name
record LabelKeeper(Map<Long, String> shown, Set<Long> pinned, Set<String> named) {
    /// A single correction says something about one segment, several about a voice.
    private static final int PINS_MIN = 2;

    LabelKeeper {
        shown = Map.copyOf(shown);
        pinned = Set.copyOf(pinned);
        named = Set.copyOf(named);
    }

    /// Label of each segment in `clusters`; those a person chose are as they were.
    ///
    /// @param newLabel makes a label that was never used in this meeting
    Map<Long, String> label(List<List<Voice>> clusters, Supplier<String> newLabel) {
        var old = labels(clusters);
        var shared = new double[clusters.size()][old.size()];
        for (var i = 0; i < clusters.size(); i++) {
            for (var voice : clusters.get(i)) {
                var before = old.indexOf(shown.getOrDefault(voice.number(), ""));
                if (before >= 0) {
                    shared[i][before] += voice.seconds();
                }
            }
        }
        var matched = BestMatching.of(shared);
        var result = new HashMap<Long, String>();
        for (var i = 0; i < clusters.size(); i++) {
            var cluster = clusters.get(i);
            var label =
                    matched[i] == BestMatching.NONE
                            ? mostlyPinned(cluster).orElseGet(newLabel)
                            : old.get(matched[i]);
            result.putAll(within(cluster, label));
        }
        return result;
    }

    private List<String> labels(List<List<Voice>> clusters) {
        return clusters.stream()
                .flatMap(List::stream)
                .map(voice -> shown.getOrDefault(voice.number(), ""))
                .filter(label -> !label.isEmpty() && !label.equals(Speakers.UNSURE))
                .distinct()
                .sorted(Comparator.comparingInt(Speaker::number))
                .toList();
    }

    /// The label that a person gave to more than half of it: two clusters may be one person.
    private Optional<String> mostlyPinned(List<Voice> cluster) {
        var seconds = new HashMap<String, Double>();
        for (var voice : cluster) {
            if (isPinned(voice)) {
                seconds.merge(shown.getOrDefault(voice.number(), ""), voice.seconds(), Double::sum);
            }
        }
        var half = cluster.stream().mapToDouble(Voice::seconds).sum() / 2;
        return seconds.entrySet().stream()
                .filter(one -> one.getValue() > half && !one.getKey().equals(Speakers.UNSURE))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private boolean isPinned(Voice voice) {
        return pinned.contains(voice.number());
    }

    /// One cluster's labels: one, unless people know of several in it.
    private Map<Long, String> within(List<Voice> cluster, String label) {
        var claims = claims(cluster, label);
        var result = new HashMap<Long, String>();
        for (var voice : cluster) {
            var before = shown.getOrDefault(voice.number(), "");
            if (isPinned(voice) || (claims.size() > 1 && claims.containsKey(before))) {
                result.put(voice.number(), before);
            } else {
                result.put(voice.number(), nearest(voice, claims).orElse(label));
            }
        }
        return result;
    }

    private static Optional<String> nearest(Voice voice, Map<String, VoiceCluster> claims) {
        return claims.size() < 2 || !voice.hasVector()
                ? Optional.empty()
                : claims.entrySet().stream()
                        .max(Comparator.comparingDouble(one -> one.getValue().similarity(voice)))
                        .map(Map.Entry::getKey);
    }

    /// Labels that stay apart within a cluster, with what they sound like: its own; those of
    /// several corrections; those of people with a name who mostly are in it.
    private Map<String, VoiceCluster> claims(List<Voice> cluster, String own) {
        var claims = new HashMap<String, VoiceCluster>();
        var candidates = new LinkedHashSet<String>();
        cluster.forEach(voice -> candidates.add(shown.getOrDefault(voice.number(), "")));
        for (var label : candidates) {
            var theirs = new ArrayList<Voice>();
            for (var voice : cluster) {
                if (label.equals(shown.get(voice.number())) && voice.hasVector()) {
                    theirs.add(voice);
                }
            }
            var isClaim =
                    label.equals(own)
                            || theirs.stream().filter(this::isPinned).count() >= PINS_MIN
                            || (named.contains(label) && isMostOf(theirs, label));
            if (isClaim && !theirs.isEmpty() && !label.equals(Speakers.UNSURE)) {
                claims.put(label, VoiceCluster.of(theirs));
            }
        }
        return claims;
    }

    private boolean isMostOf(List<Voice> theirs, String label) {
        var all = shown.values().stream().filter(label::equals).count();
        return theirs.size() * 2L > all;
    }
}
