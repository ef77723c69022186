package io.roomscribe.hub.release;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A release on its way to boxes.
///
/// Immutable.
///
/// @param atOnce without waiting for the boxes' maintenance windows
/// @param failuresMax so many boxes may fail; one more pauses it
public record Rollout(
        String id,
        String version,
        boolean atOnce,
        int failuresMax,
        RolloutState state,
        String reason,
        Instant createdAt,
        List<RolloutBox> boxes) {
    public Rollout {
        boxes =
                boxes.stream()
                        .sorted(
                                Comparator.comparingInt(RolloutBox::stage)
                                        .thenComparing(box -> box.device().value()))
                        .toList();
    }

    public long failures() {
        return boxes.stream().filter(RolloutBox::hasFailed).count();
    }

    public boolean isTooBad() {
        return failures() > failuresMax;
    }

    boolean isEverythingOver() {
        return boxes.stream().allMatch(RolloutBox::isEnd);
    }

    public int stages() {
        return boxes.stream().mapToInt(RolloutBox::stage).max().orElse(-1) + 1;
    }

    /// The last group that may be asked: a group follows when the ones before it have ended, apart
    /// from boxes that are off, and have a box with the new release among them.
    public int openStage() {
        var stage = 0;
        while (stage < stages() - 1 && isThrough(stage)) {
            stage++;
        }
        return stage;
    }

    private boolean isThrough(int stage) {
        var asked = boxes.stream().filter(box -> box.stage() <= stage).toList();
        return asked.stream().allMatch(box -> box.isEnd() || box.isAway())
                && asked.stream().anyMatch(RolloutBox::isGood);
    }

    /// Boxes to ask now.
    List<RolloutBox> due() {
        var open = openStage();
        return boxes.stream()
                .filter(box -> box.stage() <= open)
                .filter(box -> box.state().equals(RolloutBox.WAITING) && box.online())
                .toList();
    }
}
