package io.roomscribe.hub.summary;

import io.roomscribe.hub.transcript.Segment;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// What the summariser keeps in mind of one meeting, so that no revision reads the whole meeting
/// from the database again.
///
/// Thread-safe.
final class MeetingNotes {
    private record Key(Instant startedAt, long number) {}

    private final TreeMap<Key, Line> lines =
            new TreeMap<>(Comparator.comparing(Key::startedAt).thenComparingLong(Key::number));
    private final String meeting;
    private final int erasures;
    private String language = "";
    private long through;
    private long modelThrough;
    private boolean ended;
    private boolean modelFinal;
    private long spokenNanos;
    private long modelNotBeforeNanos;

    /// @param erasures how often something had been erased of the meeting when it was read
    /// @param modelThrough highest segment number a model has read, 0 for none
    /// @param modelFinal whether that model's revision was a final one
    MeetingNotes(
            String meeting, int erasures, long modelThrough, boolean modelFinal, long nowNanos) {
        this.meeting = meeting;
        this.erasures = erasures;
        this.modelThrough = modelThrough;
        this.modelFinal = modelFinal;
        this.spokenNanos = nowNanos;
        this.modelNotBeforeNanos = nowNanos;
    }

    String meeting() {
        return meeting;
    }

    int erasures() {
        return erasures;
    }

    synchronized void add(List<Segment> segments, long nowNanos) {
        for (var segment : segments) {
            lines.put(new Key(segment.startedAt(), segment.number()), Line.of(segment));
            through = Math.max(through, segment.number());
            language = segment.language();
            spokenNanos = nowNanos;
        }
        if (through > modelThrough) {
            modelFinal = false;
        }
    }

    /// Highest segment number in it.
    synchronized long through() {
        return through;
    }

    synchronized void setEnded(boolean value) {
        ended = value;
        if (!value) {
            modelFinal = false;
        }
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /// In the order in which they were spoken.
    synchronized List<Line> lines() {
        return List.copyOf(lines.values());
    }

    synchronized List<Line> unreadByModel() {
        return lines.values().stream().filter(line -> line.number() > modelThrough).toList();
    }

    synchronized String language() {
        return language;
    }

    synchronized boolean isReadByModel() {
        return modelThrough > 0;
    }

    /// Whether a language model should read it now.
    synchronized boolean isDue(SummaryConfig config, long nowNanos) {
        if (lines.isEmpty() || nowNanos - modelNotBeforeNanos < 0) {
            return false;
        }
        if (ended) {
            return !modelFinal;
        }
        var words =
                unreadByModel().stream().mapToInt(line -> Words.split(line.text()).size()).sum();
        var silentNanos = nowNanos - spokenNanos;
        return words >= config.words() || (words > 0 && silentNanos >= config.pause().toNanos());
    }

    /// A model has read everything up to `number`.
    synchronized void readByModel(long number, boolean asFinal, long notBeforeNanos) {
        modelThrough = Math.max(modelThrough, number);
        modelFinal = asFinal && modelThrough >= through;
        modelNotBeforeNanos = notBeforeNanos;
    }

    /// No model could read it; not again before then.
    synchronized void postpone(long notBeforeNanos) {
        modelNotBeforeNanos = notBeforeNanos;
    }

    /// Nothing is left to do for it.
    synchronized boolean isDone() {
        return ended && modelFinal;
    }
}
