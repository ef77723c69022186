package io.roomscribe.hub.search;

import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What was said in a meeting within 45 seconds, about a hundred words: enough for a vector to have
/// a meaning. Cut by the wall clock and not by words, so that a segment that comes late or goes
/// touches one passage only.
///
/// Immutable.
///
/// @param window number of the 45 seconds since 1970
/// @param segments in the order they were spoken, never empty
record IndexedPassage(String meeting, long window, List<IndexedSegment> segments) {
    static final Duration LENGTH = Duration.ofSeconds(45);

    private static final int WORDS_MIN = 4;

    IndexedPassage {
        segments = List.copyOf(segments);
    }

    static long window(Instant startedAt) {
        return Math.floorDiv(startedAt.toEpochMilli(), LENGTH.toMillis());
    }

    static Instant start(long window) {
        return Instant.ofEpochMilli(window * LENGTH.toMillis());
    }

    /// In the order of their times.
    static List<IndexedPassage> of(List<IndexedSegment> segments) {
        return segments.stream()
                .collect(
                        Collectors.groupingBy(
                                segment -> window(segment.startedAt()),
                                java.util.TreeMap::new,
                                Collectors.toList()))
                .entrySet()
                .stream()
                .map(one ->
                        new IndexedPassage(
                                one.getValue().getFirst().meeting(), one.getKey(), one.getValue()))
                .toList();
    }

    String key() {
        return key(meeting, window);
    }

    static String key(String meeting, long window) {
        return meeting + "/" + window;
    }

    RoomId room() {
        return segments.getFirst().room();
    }

    String language() {
        return segments.getFirst().language();
    }

    /// When nothing more is to be expected of it.
    Instant closesAt() {
        return start(window + 1);
    }

    String text() {
        return segments.stream().map(IndexedSegment::text).collect(Collectors.joining(". "));
    }

    Set<String> names() {
        return segments.stream().map(IndexedSegment::name).collect(Collectors.toSet());
    }

    boolean isWorthAVector() {
        return text().split("\\s+", WORDS_MIN + 1).length >= WORDS_MIN;
    }

    /// Tells whether a vector still belongs to the text.
    String hash() {
        return Sha256.hex(text()).substring(0, 24);
    }
}
