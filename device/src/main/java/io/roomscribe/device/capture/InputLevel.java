package io.roomscribe.device.capture;

/// How loud the input was over one stretch, in dB below full scale: 0 is the loudest, -120 is
/// digital silence.
///
/// Immutable.
public record InputLevel(double peakDbfs, double rmsDbfs) {
    /// What digital silence is called.
    public static final double SILENCE_DBFS = -120;

    /// @param peak highest absolute sample, up to 32768
    /// @param squares sum of the squared samples
    public static InputLevel of(int peak, double squares, long samples) {
        return new InputLevel(
                dbfs(peak / 32768.0), dbfs(Math.sqrt(squares / Math.max(1, samples)) / 32768.0));
    }

    private static double dbfs(double ratio) {
        return ratio <= 0 ? SILENCE_DBFS : Math.max(SILENCE_DBFS, 20 * Math.log10(ratio));
    }
}
