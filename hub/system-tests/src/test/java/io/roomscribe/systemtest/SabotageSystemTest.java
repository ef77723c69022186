package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.protocol.sabotage.Sabotage;
import io.roomscribe.testkit.LoopDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The power cuts of [PowerCutSystemTest] notice a box that does not force what it promises.
@Tag("root")
class SabotageSystemTest {
    @TempDir Path folder;

    @BeforeEach
    void needsRoot() {
        assumeTrue(LoopDisk.whyNot().isEmpty(), LoopDisk.whyNot());
    }

    @Test
    void aBoxThatForcesNothingLosesWhatItCalledStored() {
        var words = Sabotage.SKIP_BARRIER.word() + "," + Sabotage.SKIP_AUDIO_SYNC.word();
        try (var cuts = new PowerCuts(folder, 6, 7, true)) {
            cuts.campaign.site.useDeviceOptions(List.of("-Dsabotage=" + words), Map.of());

            cuts.cutAfter(5);

            assertThat(cuts.campaign.lostFromDisk()).as("entries lost").isPositive();
            assertThat(cuts.campaign.lossSecondsMax()).as("seconds of audio").isGreaterThan(1);
        }
    }
}
