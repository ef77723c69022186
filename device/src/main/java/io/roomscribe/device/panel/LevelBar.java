package io.roomscribe.device.panel;

/// An input level as a bar of twenty cells, from -60 dB to full scale.
public final class LevelBar {
    private static final int CELLS = 20;
    private static final double FLOOR_DBFS = -60;

    private LevelBar() {}

    public static String of(double dbfs) {
        var share = Math.clamp(1 - dbfs / FLOOR_DBFS, 0, 1);
        var filled = (int) Math.round(share * CELLS);
        return "▮".repeat(filled) + "▯".repeat(CELLS - filled);
    }
}
