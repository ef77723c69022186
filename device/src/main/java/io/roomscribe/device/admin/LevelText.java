package io.roomscribe.device.admin;

import io.roomscribe.device.panel.LevelBar;
import java.util.Locale;

/// An input level for people, with a word for what it means.
final class LevelText {
    private LevelText() {}

    static String of(double peakDbfs, double rmsDbfs) {
        return String.format(
                Locale.ROOT,
                "%s %4.0f dB (%s)",
                LevelBar.of(peakDbfs),
                peakDbfs,
                word(peakDbfs, rmsDbfs));
    }

    private static String word(double peakDbfs, double rmsDbfs) {
        if (peakDbfs <= -119) {
            return "digital silence";
        }
        if (peakDbfs >= -0.5) {
            return "too loud";
        }
        if (rmsDbfs < -65) {
            return "nearly silent";
        }
        return rmsDbfs < -50 ? "quiet" : "good";
    }
}
