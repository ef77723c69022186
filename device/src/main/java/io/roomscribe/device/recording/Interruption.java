package io.roomscribe.device.recording;

import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.GapReason;

/// What breaks a recording off while the process goes on.
enum Interruption {
    MICROPHONE_LOST(EndReason.MICROPHONE_LOST, GapReason.MICROPHONE_LOST),
    NO_FRAMES(EndReason.NO_FRAMES, GapReason.NO_FRAMES),
    OVERRUN(EndReason.OVERRUN, GapReason.OVERRUN),
    DISK_FULL(EndReason.DISK_FULL, GapReason.DISK_FULL),
    MUTED(EndReason.MUTED, GapReason.MUTED),
    STOPPED(EndReason.STOPPED, GapReason.STOPPED);

    private final EndReason end;
    private final GapReason gap;

    Interruption(EndReason end, GapReason gap) {
        this.end = end;
        this.gap = gap;
    }

    EndReason end() {
        return end;
    }

    GapReason gap() {
        return gap;
    }
}
