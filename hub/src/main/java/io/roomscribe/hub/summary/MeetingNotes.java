package io.roomscribe.hub.summary;

import io.roomscribe.hub.transcript.Segment;
import java.time.Duration;
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

    /// After nobody could be asked.
    private static final Duration RETRY = Duration.ofMinutes(1);

    private static final Duration RETRY_MAX = Duration.ofMinutes(30);
    private static final int REFUSALS_COUNTED = 5;
    private static final int PAUSE_SHARE = 10;

    private final TreeMap<Key, Line> lines =
            new TreeMap<>(Comparator.comparing(Key::startedAt).thenComparingLong(Key::number));
    private final TreeMap<Long, Integer> counts = new TreeMap<>();
    private final String meeting;
    private final int erasures;
    private String language = "";
    private long through;
    private long modelThrough;
    private boolean ended;
    private boolean modelFinal;
    private long leftThrough;
    private long spokenNanos;
    private int refusals;
    private String wantedModel = "";
    private boolean askedFor;
    private long modelNotBeforeNanos;
    private long restUntilNanos;

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
        this.restUntilNanos = nowNanos;
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
            counts.put(segment.number(), Words.split(segment.text()).size());
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
        return linesAfter(modelThrough);
    }

    synchronized List<Line> linesAfter(long number) {
        return lines.values().stream().filter(line -> line.number() > number).toList();
    }

    synchronized String language() {
        return language;
    }

    synchronized boolean isReadByModel() {
        return modelThrough > 0;
    }

    /// Whether a language model should read it now.
    synchronized boolean isDue(SummaryConfig config, long nowNanos) {
        if (lines.isEmpty() || through <= leftThrough || nowNanos - modelNotBeforeNanos < 0) {
            return false;
        }
        if (ended) {
            return !modelFinal;
        }
        if (askedFor) {
            return through > modelThrough;
        }
        if (nowNanos - restUntilNanos < 0) {
            return false;
        }
        var words = words(modelThrough);
        var read = words(0) - words;
        var wanted = Math.clamp(2L * read, config.words(), config.wordsMax());
        var silentNanos = nowNanos - spokenNanos;
        // A pause after a few words is breath, not the end of a matter.
        var worth = config.words() / PAUSE_SHARE;
        return words >= wanted || (words > worth && silentNanos >= config.pause().toNanos());
    }

    /// Words of the lines after this number; counted once a line.
    private int words(long after) {
        return counts.tailMap(after, false).values().stream().mapToInt(Integer::intValue).sum();
    }

    /// A model has read everything up to `number`. One that takes a minute must not be asked every
    /// minute, so it rests for as long as it took; not once the meeting has ended.
    synchronized void readByModel(long number, boolean asFinal, long nowNanos, long tookNanos) {
        modelThrough = Math.max(modelThrough, number);
        modelFinal = asFinal && modelThrough >= through;
        modelNotBeforeNanos = nowNanos;
        restUntilNanos = nowNanos + tookNanos;
        refusals = 0;
        wantedModel = "";
        askedFor = false;
    }

    /// Nobody could be asked; not again before then.
    synchronized void postpone(long nowNanos) {
        modelNotBeforeNanos = nowNanos + RETRY.toNanos();
        wantedModel = "";
        askedFor = false;
    }

    /// Every model was asked and none could answer. Asking the same again helps little, so each
    /// time it waits twice as long.
    synchronized void refused(long nowNanos) {
        var wait = RETRY.multipliedBy(1L << Math.min(refusals++, REFUSALS_COUNTED));
        modelNotBeforeNanos =
                nowNanos + (wait.compareTo(RETRY_MAX) < 0 ? wait : RETRY_MAX).toNanos();
        wantedModel = "";
        askedFor = false;
    }

    /// A person wants it asked now.
    ///
    /// @param model the one to ask first, empty for any
    synchronized void askNow(String model, long nowNanos) {
        wantedModel = model;
        refusals = 0;
        leftThrough = 0;
        modelFinal = false;
        modelNotBeforeNanos = nowNanos;
        askedFor = true;
    }

    synchronized String wantedModel() {
        return wantedModel;
    }

    /// A person wants no model's minutes of what was said so far.
    synchronized void leave(long number, long nowNanos) {
        leftThrough = Math.max(leftThrough, number);
        modelNotBeforeNanos = nowNanos;
        refusals = 0;
    }

    /// Nothing is left to do for it.
    synchronized boolean isDone() {
        return ended && (modelFinal || through <= leftThrough);
    }
}
