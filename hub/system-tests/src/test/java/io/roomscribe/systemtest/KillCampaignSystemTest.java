package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Row P1: kill -9 of the real box, again and again, while somebody speaks four times faster than a
/// person and a real hub listens.
class KillCampaignSystemTest {
    private static final double SPEED = 4;
    private static final double RECOVERY_SECONDS_MAX = 10;

    @TempDir Path folder;

    @Test
    @Tag("P1")
    void threeKillsLoseNothing() {
        run(3);
    }

    @Test
    @Tag("P1")
    @Tag("slow")
    @Tag("reliability")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes a quarter of an hour; run it with -Dslow=true")
    void twoHundredKillsLoseNothing() {
        run(Integer.getInteger("kills", 200));
    }

    private void run(int kills) {
        var seed = Long.getLong("seed", System.nanoTime());
        try (var campaign = new Campaign(folder, folder.resolve("device"), SPEED, seed)) {
            campaign.startHub();
            for (var kill = 0; kill < kills; kill++) {
                killOnce(campaign);
            }
            campaign.endInPeace();

            var findings = campaign.finish();

            if (kills > 3) {
                campaign.figures("kill", "P1", findings).write();
            }
            assertThat(findings.violations()).isEmpty();
            assertThat(findings.lost()).isZero();
            assertThat(findings.duplicates()).isZero();
            assertThat(campaign.lossSecondsMax()).as("seconds of audio").isLessThanOrEqualTo(1);
            assertThat(campaign.recoverySecondsMax())
                    .as("seconds to the first audio on the disk")
                    .isLessThanOrEqualTo(RECOVERY_SECONDS_MAX);
        }
    }

    /// One in four dies while it starts, the others while they record; one in three has no network.
    private static void killOnce(Campaign campaign) {
        campaign.setOnline(campaign.random.nextInt(3) > 0);
        var box = campaign.begin();
        if (campaign.random.nextInt(4) == 0) {
            campaign.pause(50, 1500);
        } else {
            campaign.awaitRecording(box);
            campaign.pause(1, 2500);
        }
        box.kill();
        campaign.note();
        campaign.account(campaign.microphone.taken());
    }
}
