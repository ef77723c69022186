package io.roomscribe.hub.speaker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Voices taken for one person's, and their centroid as sums, so that comparing two clusters costs
/// the same however much was said.
///
/// Confined to one thread.
final class VoiceCluster {
    /// How alike one person's utterances are before any were heard, worth two pairs of them.
    private static final double WITHIN_PRIOR = 0.8;

    private static final double PRIOR_PAIRS = 2;
    private static final double WITHIN_MIN = 0.3;

    /// Below five utterances on each side, halves of one voice look apart by chance: share 0.944 at
    /// three against three, at most 0.77 from five on. See [#isApartFrom].
    private static final int APART_VOICES_MIN = 5;

    private static final double APART_SHARE = 0.95;
    private static final int APART_VOICES_MAX = 60;

    private final List<Voice> voices = new ArrayList<>();
    private final double[] weighted;
    private final double[] plain;
    private int compared;
    private double weight;
    private double seconds;
    private double squares;
    private double within = WITHIN_PRIOR;

    private VoiceCluster(int size) {
        weighted = new double[size];
        plain = new double[size];
    }

    static VoiceCluster of(Voice voice) {
        return of(List.of(voice));
    }

    /// @param voices one at least
    static VoiceCluster of(List<Voice> voices) {
        var cluster = empty(voices.getFirst().size());
        voices.forEach(cluster::take);
        cluster.within = cluster.measureWithin();
        return cluster;
    }

    /// @param size numbers of a voice's vector
    static VoiceCluster empty(int size) {
        return new VoiceCluster(size);
    }

    void add(Voice voice) {
        take(voice);
        within = measureWithin();
    }

    void addAll(VoiceCluster other) {
        other.voices.forEach(this::take);
        within = measureWithin();
    }

    private void take(Voice voice) {
        voices.add(voice);
        seconds += voice.seconds();
        if (!isComparable(voice.size())) {
            // A person's choice put it here, and it tells nothing about how the others sound.
            return;
        }
        compared++;
        weight += voice.weight();
        for (var i = 0; i < plain.length; i++) {
            var part = voice.part(i);
            weighted[i] += voice.weight() * part;
            plain[i] += part;
            squares += part * part;
        }
    }

    private boolean isComparable(int size) {
        return size == plain.length;
    }

    List<Voice> voices() {
        return List.copyOf(voices);
    }

    double seconds() {
        return seconds;
    }

    /// Mean similarity of a voice to this cluster's, weighted by their seconds.
    double similarity(Voice voice) {
        if (!isComparable(voice.size())) {
            return 0;
        }
        var sum = 0.0;
        for (var i = 0; i < weighted.length; i++) {
            sum += voice.part(i) * weighted[i];
        }
        return sum / weight;
    }

    /// How alike two clusters are, measured by how alike each is in itself: 1 when what is between
    /// them is as alike as what is within. That makes a clear voice and a noisy one, a synthetic
    /// and a human one, comparable.
    double likeness(VoiceCluster other) {
        if (!isComparable(other.plain.length)) {
            return 0;
        }
        var sum = 0.0;
        for (var i = 0; i < weighted.length; i++) {
            sum += weighted[i] * other.weighted[i];
        }
        return sum / (weight * other.weight) / Math.sqrt(within() * other.within());
    }

    /// The same for a single voice.
    double likeness(Voice voice) {
        return similarity(voice) / Math.sqrt(within() * WITHIN_PRIOR);
    }

    /// The same for a voice that was kept, see [#centroid] and [#within].
    double likeness(List<Double> centroid, double itsWithin) {
        if (!isComparable(centroid.size())) {
            return 0;
        }
        var sum = 0.0;
        for (var i = 0; i < weighted.length; i++) {
            sum += weighted[i] * centroid.get(i);
        }
        return sum / weight / Math.sqrt(within() * itsWithin);
    }

    /// Mean of its voices, weighted by their seconds.
    List<Double> centroid() {
        return Arrays.stream(weighted).map(value -> value / weight).boxed().toList();
    }

    /// How alike its own voices are.
    double within() {
        return within;
    }

    private double measureWithin() {
        var pairs = compared * (compared - 1) / 2.0;
        var sum = -squares;
        for (var value : plain) {
            sum += value * value;
        }
        return Math.max(WITHIN_MIN, (sum / 2 + WITHIN_PRIOR * PRIOR_PAIRS) / (pairs + PRIOR_PAIRS));
    }

    /// Whether two clusters are two alike voices: nearly every pair within them is more alike than
    /// nearly every pair between. The demo's meeting has one synthetic voice at two pitches; their
    /// likeness of 0.89 is that of one person's better and worse utterances, but their share is
    /// 0.98.
    boolean isApartFrom(VoiceCluster other) {
        if (voices.size() < APART_VOICES_MIN || other.voices.size() < APART_VOICES_MIN) {
            return false;
        }
        var mine = sample();
        var theirs = other.sample();
        var within = new ArrayList<Double>();
        addPairs(within, mine);
        addPairs(within, theirs);
        var between = new ArrayList<Double>();
        mine.forEach(voice -> theirs.forEach(one -> between.add(voice.similarity(one))));
        return share(sorted(within), sorted(between)) >= APART_SHARE;
    }

    private List<Voice> sample() {
        var step = Math.max(1, (voices.size() + APART_VOICES_MAX - 1) / APART_VOICES_MAX);
        var sample = new ArrayList<Voice>();
        for (var i = 0; i < voices.size(); i += step) {
            sample.add(voices.get(i));
        }
        return sample;
    }

    private static void addPairs(List<Double> pairs, List<Voice> voices) {
        for (var i = 0; i < voices.size(); i++) {
            for (var j = 0; j < i; j++) {
                pairs.add(voices.get(i).similarity(voices.get(j)));
            }
        }
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /// Share of all pairs of a high and a low value in which the high one is the higher.
    private static double share(double[] high, double[] low) {
        var lower = 0;
        var higher = 0L;
        for (var value : high) {
            while (lower < low.length && low[lower] < value) {
                lower++;
            }
            higher += lower;
        }
        return (double) higher / ((long) high.length * low.length);
    }
}
