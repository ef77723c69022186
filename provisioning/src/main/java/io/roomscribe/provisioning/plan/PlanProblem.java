package io.roomscribe.provisioning.plan;

/// Something wrong in the table, and where.
///
/// Immutable.
///
/// @param row as a spreadsheet counts, the header is 1; 0 for the whole file
/// @param column the header's word, empty for the whole row
public record PlanProblem(int row, String column, String text) {
    @Override
    public String toString() {
        var where = row == 0 ? "" : "row %d".formatted(row);
        var named = column.isEmpty() ? where : where + ", " + column;
        return named.isEmpty() ? text : named + ": " + text;
    }
}
