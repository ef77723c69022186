package io.roomscribe.device.recording;

import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.protocol.supervision.Failure;
import java.util.List;

/// Several listeners as one.
///
/// Immutable.
record RecordingListeners(List<RecordingListener> all) implements RecordingListener {

    @Override
    public void started(RecordingStart start) {
        all.forEach(one -> one.started(start));
    }

    @Override
    public void sealed(SealedChunk chunk) {
        all.forEach(one -> one.sealed(chunk));
    }

    @Override
    public void ended(RecordingEnd end) {
        all.forEach(one -> one.ended(end));
    }

    @Override
    public void level(InputLevel level) {
        all.forEach(one -> one.level(level));
    }

    @Override
    public void failed(Failure failure) {
        all.forEach(one -> one.failed(failure));
    }

    @Override
    public void restored() {
        all.forEach(RecordingListener::restored);
    }

    @Override
    public void noticed(String notice) {
        all.forEach(one -> one.noticed(notice));
    }
}
