package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ReliabilityFigures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// How long a box takes to notice that its microphone delivers nothing: the real process at a FIFO
/// that stops, watched through its `status.json`.
class MicrophoneAlarmSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final int TRIALS = 10;

    @TempDir Path folder;

    @Test
    @Tag("slow")
    @Tag("reliability")
    @Tag("A1")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes minutes; run it with -Dslow=true")
    void saysSoWithinFiveSeconds() {
        var seconds = new ArrayList<Double>();
        try (var site = Site.in(folder);
                var microphone = new LoopedMicrophone(folder, 1)) {
            site.configureDevice("fifo:" + microphone.path, 1, "");
            site.startDevice();
            for (var trial = 0; trial < TRIALS; trial++) {
                awaitAlarm(site, false);
                // Not in step with anything that the box does every so often.
                Campaign.pauseMillis(2000 + 137L * trial);
                microphone.setSilent(true);
                var since = System.nanoTime();
                awaitAlarm(site, true);
                seconds.add((System.nanoTime() - since) / 1e9);
                microphone.setSilent(false);
            }
        }

        new ReliabilityFigures(
                        "microphone-alarm",
                        "A1",
                        TRIALS,
                        0,
                        Map.of(
                                "worstSeconds",
                                ReliabilityFigures.max(seconds),
                                "medianSeconds",
                                ReliabilityFigures.median(seconds)))
                .write();
        assertThat(ReliabilityFigures.max(seconds)).isLessThan((double) PROMISED.toSeconds());
    }

    private static void awaitAlarm(Site site, boolean isOn) {
        Await.until(
                "microphone-no-frames " + isOn,
                PATIENCE,
                () ->
                        codes(site).contains("microphone-no-frames") == isOn
                                && (isOn || isRecording(site)),
                () -> site.deviceStatus().toString());
    }

    private static boolean isRecording(Site site) {
        return "recording".equals(site.deviceStatus().path("state").asText());
    }

    private static List<String> codes(Site site) {
        var codes = new ArrayList<String>();
        site.deviceStatus().path("conditions").forEach(one -> codes.add(one.path("code").asText()));
        return codes;
    }
}
