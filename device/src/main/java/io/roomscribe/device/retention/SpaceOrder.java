package io.roomscribe.device.retention;

import io.roomscribe.protocol.message.RemovalReason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What goes when space runs short, in this order: audio whose text the hub has; that text past its
/// replay window; segment files that have a compressed copy, then the audio whose text exists on
/// the box only; files kept for support, but the newest. Audio without a text never goes.
///
/// Confined to the retention thread.
final class SpaceOrder {
    private static final Logger LOG = System.getLogger(SpaceOrder.class.getName());

    /// Five minutes of audio at a time.
    private static final int BATCH = 10;

    private final RetentionConfig config;
    private final SpaceGauge gauge;
    private final AudioLedger ledger;
    private final AudioRemoval removal;
    private final Runnable purgeText;

    /// @param purgeText removes acknowledged text past its replay window
    SpaceOrder(
            RetentionConfig config,
            SpaceGauge gauge,
            AudioLedger ledger,
            AudioRemoval removal,
            Runnable purgeText) {
        this.config = config;
        this.gauge = gauge;
        this.ledger = ledger;
        this.removal = removal;
        this.purgeText = purgeText;
    }

    /// How the space stands.
    ///
    /// @param usedBytes by what retention rules over
    /// @param missingBytes to be freed, 0 when there is enough
    /// @param isOverBudget whether `retention.space-max` is exceeded
    record Space(
            long freeBytes,
            long totalBytes,
            long usedBytes,
            long missingBytes,
            boolean isOverBudget) {}

    Space measure() throws IOException {
        var free = gauge.freeBytes();
        var used = ledger.audioBytes() + gauge.otherBytes();
        var max = config.spaceMax().bytes();
        var over = max == 0 ? 0 : Math.max(0, used - max);
        var below = Math.max(0, config.freeSpaceMin().bytes() - free);
        return new Space(free, gauge.totalBytes(), used, Math.max(over, below), over > 0);
    }

    /// Frees what is missing as far as it may.
    ///
    /// @return how the space stands after that
    Space makeRoom() throws IOException {
        var space = measure();
        if (space.missingBytes() > 0) {
            space = expireOldest(space, Stage.ACKNOWLEDGED_AUDIO);
        }
        if (space.missingBytes() > 0) {
            purgeText.run();
            space = measure();
        }
        space = dropSecondCopies(space);
        if (space.missingBytes() > 0) {
            space = expireOldest(space, Stage.UNACKNOWLEDGED_AUDIO);
        }
        return removeEvidence(space);
    }

    private enum Stage {
        ACKNOWLEDGED_AUDIO,
        UNACKNOWLEDGED_AUDIO
    }

    private List<HeldChunk> oldest(Stage stage) {
        return switch (stage) {
            case ACKNOWLEDGED_AUDIO -> ledger.acknowledged(BATCH);
            case UNACKNOWLEDGED_AUDIO -> ledger.transcribed(BATCH);
        };
    }

    private Space expireOldest(Space before, Stage stage) throws IOException {
        var space = before;
        for (var next = oldest(stage);
                !next.isEmpty() && space.missingBytes() > 0;
                next = oldest(stage)) {
            var enough = enough(next, space.missingBytes());
            removal.expire(enough, RemovalReason.SPACE);
            LOG.log(
                    Level.INFO,
                    "Audio removed for space stage={0} chunks={1} freeBytes={2}",
                    stage,
                    Integer.toString(enough.size()),
                    Long.toString(space.freeBytes()));
            space = measure();
        }
        return space;
    }

    private static List<HeldChunk> enough(List<HeldChunk> oldest, long bytes) {
        var sum = 0L;
        for (var i = 0; i < oldest.size(); i++) {
            sum += oldest.get(i).bytes();
            if (sum >= bytes) {
                return oldest.subList(0, i + 1);
            }
        }
        return oldest;
    }

    private Space dropSecondCopies(Space before) throws IOException {
        var space = before;
        for (var next = ledger.secondCopies(BATCH);
                !next.isEmpty() && space.missingBytes() > 0;
                next = ledger.secondCopies(BATCH)) {
            removal.dropRaw(enough(next, space.missingBytes()));
            space = measure();
        }
        return space;
    }

    private Space removeEvidence(Space before) throws IOException {
        var space = before;
        for (var file : space.missingBytes() > 0 ? gauge.evidence() : List.<Path>of()) {
            if (space.missingBytes() > 0) {
                Files.deleteIfExists(file);
                LOG.log(
                        Level.WARNING,
                        "File kept for support removed for space file={0}",
                        file.getFileName());
                space = measure();
            }
        }
        return space;
    }
}
