package io.roomscribe.device.recording;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.GapReason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is missing since the last recording, in pieces of one reason each, kept by monotonic time
/// so that a wall clock that is set meanwhile neither hides nor invents a loss.
///
/// Confined to the recording thread.
final class GapLedger {
    /// Somebody who toggles the mute switch all day must not make a header that fits no file; the
    /// last reason then covers the rest.
    private static final int PIECES_MAX = 32;

    private record Piece(long fromNanos, GapReason reason) {}

    private final List<Piece> pieces = new ArrayList<>();

    /// Where the first piece begins by the clock of an earlier boot.
    private Optional<Instant> since = Optional.empty();

    /// Begins with what has been missing since the last recording ended.
    static GapLedger since(Optional<RecordingSummary> last, String bootId, long nowNanos) {
        var ledger = new GapLedger();
        last.flatMap(RecordingSummary::end)
                .ifPresent(end -> ledger.begin(last.get().start(), end, bootId, nowNanos));
        return ledger;
    }

    private void begin(RecordingStart start, RecordingEnd end, String bootId, long nowNanos) {
        var reason = reason(end.reason());
        if (reason.isEmpty()) {
            return;
        }
        var lasted = lasted(start, end);
        if (start.bootId().equals(bootId)) {
            open(start.startedNanos() + lasted.toNanos(), reason.get());
            return;
        }
        open(nowNanos, reason.get());
        // A clock that was never set says nothing about the time between two boots.
        if (start.clock().isGood()) {
            since = Optional.of(start.startedAt().plus(lasted));
        }
    }

    /// By the sample count; less for a file that was played faster than real time.
    private static Duration lasted(RecordingStart start, RecordingEnd end) {
        var bySamples = Audio.duration(end.samples());
        var byClock = Duration.between(start.startedAt(), end.endedAt());
        return byClock.isNegative() || byClock.compareTo(bySamples) > 0 ? bySamples : byClock;
    }

    /// Empty when nothing is missing after a recording that ended so.
    private static Optional<GapReason> reason(EndReason reason) {
        return switch (reason) {
            case SOURCE_ENDED -> Optional.empty();
            case STOPPED -> Optional.of(GapReason.STOPPED);
            case MUTED -> Optional.of(GapReason.MUTED);
            case MICROPHONE_LOST -> Optional.of(GapReason.MICROPHONE_LOST);
            case NO_FRAMES -> Optional.of(GapReason.NO_FRAMES);
            // It would have gone on, had the process.
            case RESTART, ERASED -> Optional.of(GapReason.RESTART);
            case POWER_LOSS -> Optional.of(GapReason.POWER_LOSS);
            case DISK_FULL -> Optional.of(GapReason.DISK_FULL);
            case OVERRUN -> Optional.of(GapReason.OVERRUN);
        };
    }

    boolean isOpen() {
        return !pieces.isEmpty();
    }

    /// A recording ended there.
    void open(long fromNanos, GapReason reason) {
        pieces.clear();
        since = Optional.empty();
        pieces.add(new Piece(fromNanos, reason));
    }

    /// Nothing is to be recorded, so nothing is missing.
    void forget() {
        pieces.clear();
        since = Optional.empty();
    }

    /// From there on it is missing for another reason, or begins to be.
    void change(long fromNanos, GapReason reason) {
        if (pieces.isEmpty()) {
            open(fromNanos, reason);
            return;
        }
        var last = pieces.getLast();
        if (last.reason() != reason && pieces.size() < PIECES_MAX) {
            pieces.add(new Piece(Math.max(fromNanos, last.fromNanos()), reason));
        }
    }

    /// The recording before turned out to have ended earlier.
    void beginsAt(long fromNanos) {
        if (!pieces.isEmpty() && fromNanos < pieces.getFirst().fromNanos()) {
            pieces.set(0, new Piece(fromNanos, pieces.getFirst().reason()));
        }
    }

    /// The pieces up to a moment, known by both clocks. A piece of no length stays only when it is
    /// alone: that something is missing is never hidden.
    List<CaptureGap> until(long nanos, Instant at) {
        var gaps = new ArrayList<CaptureGap>();
        for (var i = 0; i < pieces.size(); i++) {
            var isOld = i == 0 && since.isPresent();
            var end = i + 1 < pieces.size() ? at(pieces.get(i + 1), nanos, at) : at;
            var start = isOld ? since.get() : at(pieces.get(i), nanos, at);
            if (pieces.size() == 1 || !start.equals(end)) {
                gaps.add(new CaptureGap(start, end, pieces.get(i).reason(), !isOld));
            }
        }
        return gaps;
    }

    private static Instant at(Piece piece, long nanos, Instant at) {
        var before = Duration.ofNanos(Math.max(0, nanos - piece.fromNanos()));
        return at.minus(before).truncatedTo(ChronoUnit.MICROS);
    }
}
