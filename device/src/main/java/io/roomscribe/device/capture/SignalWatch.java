package io.roomscribe.device.capture;

import io.roomscribe.protocol.Audio;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Watches what a microphone delivers for signs that it is no microphone any more. A fault is told
/// when it has lasted two to four seconds, and is over after one good second.
///
/// Confined to one thread.
public final class SignalWatch {
    private static final int WINDOW_SAMPLES = Audio.SAMPLE_RATE;
    private static final int WINDOWS_BAD = 3;

    /// Two of 65536 steps: a converter that hangs may still toggle its lowest bit.
    private static final int CONSTANT_SWING_MAX = 1;

    /// -0.03 dBFS.
    private static final int CLIPPED_SAMPLE = 32_650;

    /// Loud speech close by clips on some vowels; only a gain that is set wrong clips all the time.
    private static final double CLIPPED_PART = 0.05;

    /// 5 % of full scale; what a healthy input leaves is below 1 %.
    private static final double DC_OFFSET = 0.05 * 32_768;

    private final Map<SignalFault, Integer> badWindows = new EnumMap<>(SignalFault.class);
    private Set<SignalFault> told = EnumSet.noneOf(SignalFault.class);
    private int least = Integer.MAX_VALUE;
    private int most = Integer.MIN_VALUE;
    private long sum;
    private int clipped;
    private int samples;

    /// Takes a frame; answers with all present faults when they are others than before.
    public Optional<Set<SignalFault>> add(short[] frame, int length) {
        for (var i = 0; i < length; i++) {
            int sample = frame[i];
            least = Math.min(least, sample);
            most = Math.max(most, sample);
            sum += sample;
            if (Math.abs(sample) >= CLIPPED_SAMPLE) {
                clipped++;
            }
        }
        samples += length;
        if (samples < WINDOW_SAMPLES) {
            return Optional.empty();
        }
        var faults = EnumSet.noneOf(SignalFault.class);
        for (var fault : SignalFault.values()) {
            if (lasts(fault)) {
                faults.add(fault);
            }
        }
        beginWindow();
        return changed(faults);
    }

    /// Begins anew, with another source or after a silence that people wanted; answers with none if
    /// there were faults.
    public Optional<Set<SignalFault>> reset() {
        badWindows.clear();
        beginWindow();
        return changed(EnumSet.noneOf(SignalFault.class));
    }

    private void beginWindow() {
        least = Integer.MAX_VALUE;
        most = Integer.MIN_VALUE;
        sum = 0;
        clipped = 0;
        samples = 0;
    }

    private Optional<Set<SignalFault>> changed(Set<SignalFault> faults) {
        if (faults.equals(told)) {
            return Optional.empty();
        }
        told = faults;
        return Optional.of(Set.copyOf(faults));
    }

    private boolean lasts(SignalFault fault) {
        var windows = isPresent(fault) ? badWindows.getOrDefault(fault, 0) + 1 : 0;
        badWindows.put(fault, windows);
        return windows >= WINDOWS_BAD;
    }

    private boolean isPresent(SignalFault fault) {
        var isZero = least == 0 && most == 0;
        var isConstant = !isZero && most - least <= CONSTANT_SWING_MAX && least != 0 && most != 0;
        return switch (fault) {
            case DIGITAL_ZERO -> isZero;
            case CONSTANT_LEVEL -> isConstant;
            case CLIPPING -> !isConstant && clipped > CLIPPED_PART * samples;
            case DC_OFFSET -> !isConstant && Math.abs(sum / (double) samples) > DC_OFFSET;
        };
    }
}
