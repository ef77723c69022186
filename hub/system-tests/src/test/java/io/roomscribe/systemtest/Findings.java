package io.roomscribe.systemtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What a comparison of the box's and the hub's books brought to light, which is nothing when the
/// rows of the fault catalogue hold.
///
/// @param entries at the hub
/// @param lost promised by the box, or acknowledged, and not at the hub
/// @param streams outboxes that the box had; more than one when it was rebuilt
/// @param violations in words, empty when all is well
record Findings(long entries, long lost, long duplicates, int streams, List<String> violations) {

    /// @param withAudio whether recordings and gaps are compared too
    /// @param promised hashes by stream and sequence of all that the box ever called stored
    /// @param recordings as they lay on the box's disk
    /// @param before violations found while it ran
    static Findings of(
            boolean withAudio,
            Ledger.Hub hub,
            Ledger.Box box,
            Map<String, Map<Long, String>> promised,
            List<RecordedAudio> recordings,
            List<String> before) {
        var violations = new ArrayList<>(before);
        var lost = 0L;
        for (var promise : promised.entrySet()) {
            lost += missing(hub, promise.getKey(), promise.getValue(), violations);
        }
        for (var stream : hub.streams()) {
            checkStream(stream, violations);
        }
        checkHashes(hub, box, violations);
        if (withAudio) {
            checkAudio(hub, recordings, violations);
            checkGaps(hub, violations);
        }
        var duplicates = duplicates(hub.segments()) + duplicates(hub.gaps());
        if (duplicates > 0) {
            violations.add(duplicates + " segments or gaps stand twice");
        }
        var entries = hub.streams().stream().mapToLong(one -> one.hashes().size()).sum();
        return new Findings(entries, lost, duplicates, hub.streams().size(), violations);
    }

    private static long missing(
            Ledger.Hub hub, String stream, Map<Long, String> promised, List<String> violations) {
        var there =
                hub.streams().stream()
                        .filter(one -> one.id().equals(stream))
                        .map(Ledger.Stream::hashes)
                        .findFirst()
                        .orElse(Map.of());
        var missing =
                promised.entrySet().stream()
                        .filter(one -> !one.getValue().equals(there.get(one.getKey())))
                        .count();
        if (missing > 0) {
            violations.add(
                    "%d of %d stored entries of stream %s are not at the hub"
                            .formatted(missing, promised.size(), stream));
        }
        return missing;
    }

    private static void checkStream(Ledger.Stream stream, List<String> violations) {
        if (!stream.alarm().isEmpty()) {
            violations.add("the hub's alarm on %s: %s".formatted(stream.id(), stream.alarm()));
        }
        var sequences = stream.hashes().keySet();
        var isGapless =
                sequences.size() == stream.through()
                        && LongStream.rangeClosed(1, stream.through())
                                .allMatch(sequences::contains);
        if (!isGapless) {
            violations.add(
                    "stream %s has %d entries through %d"
                            .formatted(stream.id(), sequences.size(), stream.through()));
        }
    }

    private static void checkHashes(Ledger.Hub hub, Ledger.Box box, List<String> violations) {
        var stream =
                hub.streams().stream().filter(one -> one.id().equals(box.stream())).findFirst();
        if (stream.isEmpty() || stream.get().through() != box.lastSequence()) {
            violations.add("the hub does not have the box's stream through " + box.lastSequence());
            return;
        }
        var differing =
                box.hashes().entrySet().stream()
                        .filter(entry ->
                                !entry.getValue().equals(stream.get().hashes().get(entry.getKey())))
                        .count();
        if (differing > 0) {
            violations.add(differing + " entries have another hash at the hub");
        }
    }

    private static void checkAudio(
            Ledger.Hub hub, List<RecordedAudio> recordings, List<String> violations) {
        var samples =
                hub.recordings().stream()
                        .collect(Collectors.toMap(Ledger.Recording::id, Ledger.Recording::samples));
        for (var recording : recordings) {
            var onDisk = recording.pcm().length / 2;
            var atHub = samples.getOrDefault(recording.id(), 0L);
            if (onDisk > 0 && atHub != onDisk) {
                violations.add(
                        "recording %s has %d samples on the disk and %d at the hub"
                                .formatted(recording.id(), onDisk, atHub));
            }
        }
    }

    /// Before each recording but the first there is a gap that ends where it begins.
    private static void checkGaps(Ledger.Hub hub, List<String> violations) {
        for (var recording : hub.recordings().stream().skip(1).toList()) {
            var told =
                    hub.gaps().stream()
                            .anyMatch(gap ->
                                    Duration.between(gap.endedAt(), recording.startedAt())
                                                    .abs()
                                                    .toMillis()
                                            <= 1000);
            if (!told) {
                violations.add("no gap is told before recording " + recording.id());
            }
        }
    }

    private static long duplicates(List<?> all) {
        return all.size() - (long) new HashSet<>(all).size();
    }
}
