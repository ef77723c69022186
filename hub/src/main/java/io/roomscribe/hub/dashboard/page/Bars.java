package io.roomscribe.hub.dashboard.page;

import java.util.ArrayList;
import java.util.List;

/// A bar chart's geometry: columns of equal width under a scale that begins at 0.
///
/// Immutable.
///
/// @param labels of the first, the middle and the last
/// @param top the highest value
/// @param text what a reader who cannot see it is told
record Bars(List<Bar> bars, List<String> labels, String top, String text) {
    static final int WIDTH = 720;
    static final int HEIGHT = 160;
    private static final double GAP = 0.25;

    /// @param title its value in words
    record Bar(double x, double y, double width, double height, String title) {}

    /// @param value never negative
    record Value(double value, String label, String title) {}

    static Bars of(List<Value> values, String top, String text) {
        var highest = Math.max(1e-9, values.stream().mapToDouble(Value::value).max().orElse(0));
        var slot = (double) WIDTH / Math.max(1, values.size());
        var bars = new ArrayList<Bar>();
        for (var i = 0; i < values.size(); i++) {
            var value = values.get(i);
            var height = rounded(HEIGHT * value.value() / highest);
            bars.add(
                    new Bar(
                            rounded(slot * (i + GAP / 2)),
                            rounded(HEIGHT - height),
                            rounded(slot * (1 - GAP)),
                            height,
                            value.title()));
        }
        var labels =
                values.isEmpty()
                        ? List.<String>of()
                        : List.of(
                                values.getFirst().label(),
                                values.get(values.size() / 2).label(),
                                values.getLast().label());
        return new Bars(bars, labels, top, text);
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
