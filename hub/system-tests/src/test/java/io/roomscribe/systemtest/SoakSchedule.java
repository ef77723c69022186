package io.roomscribe.systemtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Faults as data: the same seed and length give the same list.
///
/// Immutable.
record SoakSchedule(List<Fault> faults) {
    private static final int PAUSE_MILLIS_MIN = 3_000;
    private static final int PAUSE_MILLIS_MAX = 9_000;
    private static final int LASTS_MILLIS_MAX = 5_000;

    enum Kind {
        KILL_BOX,
        KILL_HUB,
        KILL_WORKER,
        FREEZE_BOX,
        FREEZE_HUB,
        RESET_NETWORK,
        BLACK_HOLE,
        LOSE_ANSWERS,
        SLOW_NETWORK,
        FILL_DISK,
        DISK_READ_ONLY,
        CLOCK_BACK_AN_HOUR,
        CLOCK_ON_A_YEAR,
        SILENCE_MICROPHONE
    }

    /// @param atMillis since the soak began
    record Fault(int atMillis, Kind kind, int lastsMillis) {}

    SoakSchedule {
        faults = List.copyOf(faults);
    }

    /// @param length of the soak in real time
    static SoakSchedule of(long seed, Duration length) {
        var random = new Random(seed);
        var faults = new ArrayList<Fault>();
        var at = PAUSE_MILLIS_MAX;
        while (at < length.toMillis()) {
            var kind = Kind.values()[random.nextInt(Kind.values().length)];
            var lasts = random.nextInt(200, LASTS_MILLIS_MAX);
            faults.add(new Fault(at, kind, lasts));
            at += lasts + random.nextInt(PAUSE_MILLIS_MIN, PAUSE_MILLIS_MAX);
        }
        return new SoakSchedule(faults);
    }
}
