package io.roomscribe.provisioning.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A table as spreadsheets save it (RFC 4180): with or without a byte order mark, any line ends,
/// commas or semicolons, cells in quotes that may hold all of these.
///
/// Immutable.
///
/// @param rows with the row number that a spreadsheet shows; empty rows are left out
/// @param problems of form; then the rows are those that could be read
record CsvTable(List<Row> rows, List<PlanProblem> problems) {
    private static final char MARK = '\ufeff';

    /// @param number as a spreadsheet counts
    record Row(int number, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    static CsvTable parse(byte[] bytes) {
        try {
            var text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            return new Reader(text).read();
        } catch (CharacterCodingException e) {
            return new CsvTable(
                    List.of(),
                    List.of(
                            new PlanProblem(
                                    0,
                                    "",
                                    "the file is not UTF-8; save it as 'CSV UTF-8' in the"
                                            + " spreadsheet")));
        }
    }

    /// Confined to one call.
    private static final class Reader {
        private final String text;
        private final char separator;
        private final List<Row> rows = new ArrayList<>();
        private final List<PlanProblem> problems = new ArrayList<>();
        private final List<String> cells = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private int at;
        private int number = 1;

        Reader(String text) {
            this.text = text;
            this.at = !text.isEmpty() && text.charAt(0) == MARK ? 1 : 0;
            var header = text.lines().findFirst().orElse("");
            this.separator =
                    header.chars().filter(one -> one == ';').count()
                                    > header.chars().filter(one -> one == ',').count()
                            ? ';'
                            : ',';
        }

        CsvTable read() {
            while (at < text.length()) {
                var one = text.charAt(at);
                if (one == '"' && cell.toString().isBlank()) {
                    cell.setLength(0);
                    quoted();
                } else if (one == separator) {
                    endCell();
                } else if (one == '\n' || one == '\r') {
                    at +=
                            one == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n'
                                    ? 1
                                    : 0;
                    endRow();
                } else {
                    cell.append(one);
                }
                at++;
            }
            if (!cell.isEmpty() || !cells.isEmpty()) {
                endRow();
            }
            return new CsvTable(List.copyOf(rows), List.copyOf(problems));
        }

        /// From the opening quote to the closing one, which may be the end of the file.
        private void quoted() {
            at++;
            while (at < text.length()) {
                var one = text.charAt(at);
                if (one != '"') {
                    cell.append(one);
                } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    cell.append('"');
                    at++;
                } else {
                    return;
                }
                at++;
            }
            problems.add(new PlanProblem(number, "", "a cell's quote is never closed"));
        }

        private void endCell() {
            cells.add(cell.toString().strip());
            cell.setLength(0);
        }

        private void endRow() {
            endCell();
            if (cells.stream().anyMatch(one -> !one.isEmpty())) {
                rows.add(new Row(number, cells));
            }
            cells.clear();
            number++;
        }
    }
}
