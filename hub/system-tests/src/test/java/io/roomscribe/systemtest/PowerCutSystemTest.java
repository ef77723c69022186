package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.testkit.LoopDisk;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Rows S1 and S2: the power goes while the real box records. Nothing that it called stored is
/// missing afterwards, and at most a second of audio.
@Tag("root")
class PowerCutSystemTest {
    private static final String LONG = "skipped: takes a quarter of an hour; run with -Dslow=true";

    /// Audio as a person speaks, since the bound is about a second of the clock.
    private static final double SPEED = 1;

    @TempDir Path folder;

    @BeforeEach
    void needsRoot() {
        assumeTrue(LoopDisk.whyNot().isEmpty(), LoopDisk.whyNot());
    }

    @Test
    @Tag("S1")
    @Tag("S2")
    void twoCutsLoseNothing() {
        run(
                "power-cut",
                "S2",
                2,
                cuts -> {
                    if (cuts.campaign.trials() == 0) {
                        cuts.cutOnceInFlight();
                    } else {
                        cuts.cutOnceStandingStill();
                    }
                });
    }

    @Test
    @Tag("S2")
    @Tag("slow")
    @Tag("reliability")
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = LONG)
    void hundredCutsLoseNothing() {
        run("power-cut", "S2", Integer.getInteger("cuts", 100), PowerCuts::cutOnceStandingStill);
    }

    @Test
    @Tag("S1")
    @Tag("slow")
    @Tag("reliability")
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = LONG)
    void twentyShutDownsLoseNothing() {
        run("shutdown", "S1", Integer.getInteger("shutdowns", 20), PowerCuts::cutOnceInFlight);
    }

    private void run(String name, String row, int trials, Consumer<PowerCuts> cut) {
        var seed = Long.getLong("seed", System.nanoTime());
        try (var cuts = new PowerCuts(folder, SPEED, seed, false)) {
            cuts.campaign.startHub();
            for (var trial = 0; trial < trials; trial++) {
                cut.accept(cuts);
            }
            var findings = cuts.finish();

            if (trials > 2) {
                cuts.campaign.figures(name, row, findings).write();
            }
            assertThat(findings.violations()).isEmpty();
            assertThat(findings.lost()).isZero();
            assertThat(findings.duplicates()).isZero();
            assertThat(cuts.unsound()).as("what fsck finds").isEmpty();
            assertThat(cuts.campaign.lossSecondsMax())
                    .as("seconds of audio lost")
                    .isLessThanOrEqualTo(1);
        }
    }
}
