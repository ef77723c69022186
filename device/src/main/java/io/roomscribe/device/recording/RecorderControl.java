package io.roomscribe.device.recording;

import java.util.EnumSet;
import java.util.Set;

/// What people want of the recorder, whatever the microphone and the disk make of it.
///
/// Immutable.
///
/// @param isStopped nobody wants a recording; the source is closed
/// @param mutes who muted the room; the source may stay open but none of its samples is kept
public record RecorderControl(boolean isStopped, Set<MuteSource> mutes) {
    /// Recording, not muted: what holds until somebody says otherwise.
    public static final RecorderControl RECORD = new RecorderControl(false, Set.of());

    public RecorderControl {
        mutes = Set.copyOf(mutes);
    }

    public boolean isMuted() {
        return !mutes.isEmpty();
    }

    /// Whether samples may be kept.
    public boolean mayRecord() {
        return !isStopped && mutes.isEmpty();
    }

    RecorderControl stopped(boolean isStopped) {
        return new RecorderControl(isStopped, mutes);
    }

    RecorderControl muted(MuteSource source) {
        var more = EnumSet.of(source);
        more.addAll(mutes);
        return new RecorderControl(isStopped, more);
    }

    RecorderControl unmuted(MuteSource source) {
        var fewer = EnumSet.noneOf(MuteSource.class);
        fewer.addAll(mutes);
        fewer.remove(source);
        return new RecorderControl(isStopped, fewer);
    }
}
