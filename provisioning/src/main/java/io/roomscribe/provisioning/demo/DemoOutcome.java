package io.roomscribe.provisioning.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.OptionalLong;

/// What a run came to: the object that `--json` prints, in this order. Latencies, wer and
/// summaryModel are null when there is nothing to measure them by.
///
/// Immutable.
///
/// @param wer word error rate as a fraction (0.1 is 10 %); of a recording with a text beside it
/// @param words recognised
/// @param gapSeconds of the meeting without audio
/// @param entriesSent highest sequence in the box's outbox
/// @param entriesAcknowledged of these, what the hub has durably accepted
/// @param duplicates segments that stand in the hub's transcript more than once
/// @param missing entries sent and not acknowledged, or announced and not on the hub
/// @param partialLatencyMillisP50 from sound at the recorder to the guess at the demo's own live
///   connection, both by this machine's clock
/// @param segmentLatencyMillisP50 likewise for final text; includes the silence that ends it
/// @param realTimeFactor processor seconds of the speech worker for each second of audio
/// @param memoryMiB highest resident memory seen
/// @param summaryModel who wrote the minutes: a model's name, or `extractive`
/// @param summary the minutes' summary; empty when there are none
record DemoOutcome(
        Optional<Double> wer,
        int words,
        double gapSeconds,
        long entriesSent,
        long entriesAcknowledged,
        long duplicates,
        long missing,
        OptionalLong partialLatencyMillisP50,
        OptionalLong partialLatencyMillisP95,
        OptionalLong segmentLatencyMillisP50,
        OptionalLong segmentLatencyMillisP95,
        double realTimeFactor,
        @JsonProperty("memoryMiB") MemoryUse memoryMiB,
        Optional<String> summaryModel,
        String summary) {

    record MemoryUse(long device, long worker, long hub, long languageModel) {}

    /// Every entry was acknowledged exactly once, and there are minutes.
    boolean isGood() {
        return duplicates == 0 && missing == 0 && entriesSent > 0 && !summary.isBlank();
    }
}
