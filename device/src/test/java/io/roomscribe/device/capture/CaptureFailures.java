package io.roomscribe.device.capture;

/// Failures of sources that tests of other packages need.
public final class CaptureFailures {
    private CaptureFailures() {}

    public static CaptureException lineLost() {
        return new CaptureException(
                CaptureException.Code.LINE_LOST, "lost the line", "plug it in again");
    }

    public static CaptureException noFrames() {
        return new CaptureException(
                CaptureException.Code.NO_FRAMES, "the line delivers nothing", "unplug it");
    }
}
