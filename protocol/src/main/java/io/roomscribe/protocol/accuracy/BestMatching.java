package io.roomscribe.protocol.accuracy;

import java.util.Arrays;

/// Pairs rows with columns, each at most once, so that the sum of the pairs' values is the highest
/// possible (Kuhn and Munkres, "the Hungarian method"). Used where labels of two sources have to be
/// matched by how much they have in common.
public final class BestMatching {
    /// What [#of] answers for a row without a partner.
    public static final int NONE = -1;

    private BestMatching() {}

    /// Of each row the column it is paired with. Rows that have nothing in common with any free
    /// column stay without.
    ///
    /// @param values rows of equal length; none negative
    public static int[] of(double[][] values) {
        var rows = values.length;
        var columns = rows == 0 ? 0 : values[0].length;
        var matched = new int[rows];
        Arrays.fill(matched, NONE);
        var size = Math.max(rows, columns);
        if (size == 0) {
            return matched;
        }
        var rowOfColumn = solve(costs(values, size), size);
        for (var column = 1; column <= columns; column++) {
            var row = rowOfColumn[column] - 1;
            if (row < rows && values[row][column - 1] > 0) {
                matched[row] = column - 1;
            }
        }
        return matched;
    }

    /// Square, and the lowest sum where the values' is the highest.
    private static double[][] costs(double[][] values, int size) {
        var costs = new double[size + 1][size + 1];
        for (var row = 0; row < values.length; row++) {
            for (var column = 0; column < values[row].length; column++) {
                costs[row + 1][column + 1] = -values[row][column];
            }
        }
        return costs;
    }

    /// Shortest augmenting paths, one row after the other; everything counts from 1.
    private static int[] solve(double[][] costs, int size) {
        var rowPotential = new double[size + 1];
        var columnPotential = new double[size + 1];
        var rowOfColumn = new int[size + 1];
        for (var row = 1; row <= size; row++) {
            var before = new int[size + 1];
            var shortest = new double[size + 1];
            Arrays.fill(shortest, Double.POSITIVE_INFINITY);
            var isDone = new boolean[size + 1];
            rowOfColumn[0] = row;
            var column = 0;
            do {
                isDone[column] = true;
                var from = rowOfColumn[column];
                var next = 0;
                var step = Double.POSITIVE_INFINITY;
                for (var to = 1; to <= size; to++) {
                    if (isDone[to]) {
                        continue;
                    }
                    var cost = costs[from][to] - rowPotential[from] - columnPotential[to];
                    if (cost < shortest[to]) {
                        shortest[to] = cost;
                        before[to] = column;
                    }
                    if (shortest[to] < step) {
                        step = shortest[to];
                        next = to;
                    }
                }
                for (var to = 0; to <= size; to++) {
                    if (isDone[to]) {
                        rowPotential[rowOfColumn[to]] += step;
                        columnPotential[to] -= step;
                    } else {
                        shortest[to] -= step;
                    }
                }
                column = next;
            } while (rowOfColumn[column] != 0);
            while (column != 0) {
                rowOfColumn[column] = rowOfColumn[before[column]];
                column = before[column];
            }
        }
        return rowOfColumn;
    }
}
