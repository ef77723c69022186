package io.roomscribe.provisioning.plan;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns the cells of a table into boxes, and tells everything that is wrong with it at once.
///
/// Confined to one call.
final class PlanReader {
    /// Column and what it is, in the order of the help.
    static final Map<String, String> COLUMNS = columns();

    private static final Set<String> REQUIRED = Set.of("device", "room-name");

    /// What no two boxes may share.
    private static final List<String> UNIQUE = List.of("device", "serial", "hostname", "address");

    private static final int CELL_MAX = 200;
    private static final int ROWS_MAX = 100_000;
    private static final Pattern HOSTNAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SERIAL = Pattern.compile("[0-9A-Za-z._:-]{1,64}");

    /// Spreadsheets save large numbers so, and the digits are lost.
    private static final Pattern ROUNDED = Pattern.compile("\\d[.,]\\d+E\\+\\d+");

    private final CsvTable table;
    private final List<PlanProblem> problems;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Map<String, Integer>> seen = new HashMap<>();

    PlanReader(CsvTable table) {
        this.table = table;
        this.problems = new ArrayList<>(table.problems());
    }

    private static Map<String, String> columns() {
        var columns = new LinkedHashMap<String, String>();
        columns.put("device", "the box's name: lower-case letters, digits, '-'; required");
        columns.put("room-name", "the room's name for people; required");
        columns.put("room", "the room's short name; the box's when empty");
        columns.put("serial", "serial number of the machine; any machine when empty");
        columns.put("hostname", "the machine's name; the box's when empty");
        columns.put("address", "static address as 10.0.0.7/24; DHCP when empty");
        columns.put("gateway", "router for the static address");
        return columns;
    }

    Plan read() {
        if (table.rows().isEmpty()) {
            problems.add(new PlanProblem(0, "", "the table is empty"));
            return new Plan(List.of(), problems);
        }
        readHeader(table.rows().getFirst());
        if (places.keySet().containsAll(REQUIRED)) {
            var boxes = new ArrayList<PlannedBox>();
            for (var row : table.rows().subList(1, table.rows().size())) {
                var before = problems.size();
                check(row);
                if (problems.size() == before) {
                    boxes.add(box(row));
                }
            }
            if (table.rows().size() == 1) {
                problems.add(new PlanProblem(0, "", "there is no row under the header"));
            }
            if (table.rows().size() > ROWS_MAX) {
                problems.add(new PlanProblem(0, "", "more than 100,000 rows"));
            }
            return new Plan(boxes, problems);
        }
        return new Plan(List.of(), problems);
    }

    private void readHeader(CsvTable.Row header) {
        for (var i = 0; i < header.cells().size(); i++) {
            var name = header.cells().get(i).toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.isEmpty()) {
                continue;
            }
            if (!COLUMNS.containsKey(name)) {
                problems.add(
                        new PlanProblem(
                                header.number(),
                                name,
                                "not a column; columns are "
                                        + String.join(", ", COLUMNS.keySet())));
            } else if (places.putIfAbsent(name, i) != null) {
                problems.add(new PlanProblem(header.number(), name, "stands there twice"));
            }
        }
        REQUIRED.stream()
                .sorted()
                .filter(name -> !places.containsKey(name))
                .forEach(name ->
                        problems.add(
                                new PlanProblem(header.number(), name, "this column is missing")));
    }

    private void check(CsvTable.Row row) {
        for (var i = 0; i < row.cells().size(); i++) {
            if (!row.cells().get(i).isEmpty() && !places.containsValue(i)) {
                problems.add(
                        new PlanProblem(
                                row.number(), "", "cell %d has no header".formatted(i + 1)));
            }
        }
        places.keySet().stream().sorted().forEach(column -> checkCell(row, column));
        UNIQUE.stream().filter(places::containsKey).forEach(column -> checkUnique(row, column));
        if (!cell(row, "gateway").isEmpty() && cell(row, "address").isEmpty()) {
            problems.add(
                    new PlanProblem(row.number(), "gateway", "is of no use without an address"));
        }
    }

    private void checkCell(CsvTable.Row row, String column) {
        var text = cell(row, column);
        var problem = problem(column, text);
        if (!problem.isEmpty()) {
            problems.add(new PlanProblem(row.number(), column, problem));
        }
    }

    /// What is wrong with a cell, empty when it is good.
    private static String problem(String column, String text) {
        if (text.isEmpty()) {
            return REQUIRED.contains(column) ? "is empty" : "";
        }
        if (text.length() > CELL_MAX) {
            return "longer than 200 characters";
        }
        if ("=+-@".indexOf(text.charAt(0)) >= 0) {
            return "begins as a formula does; paste it as a value";
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            return "has a line break or another control character in it";
        }
        return switch (column) {
            case "device" -> name(() -> new DeviceId(text));
            case "room" -> name(() -> new RoomId(text));
            case "serial" -> serial(text);
            case "hostname" ->
                    HOSTNAME.matcher(text).matches()
                            ? ""
                            : "'%s' is no host name: letters, digits and '-'".formatted(text);
            case "address" -> address(text, true);
            case "gateway" -> address(text, false);
            default -> "";
        };
    }

    private static String name(Runnable parse) {
        try {
            parse.run();
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String serial(String text) {
        if (ROUNDED.matcher(text).matches()) {
            return "'%s' was rounded by the spreadsheet; format the column as text".formatted(text);
        }
        return SERIAL.matcher(text).matches() ? "" : "'%s' is no serial number".formatted(text);
    }

    private static String address(String text, boolean hasPrefix) {
        var parts = text.split("/", -1);
        try {
            var bits = InetAddress.ofLiteral(parts[0]).getAddress().length * 8;
            var isGood =
                    hasPrefix ? parts.length == 2 && isPrefix(parts[1], bits) : parts.length == 1;
            if (isGood) {
                return "";
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        return "'%s' is no address such as %s"
                .formatted(text, hasPrefix ? "10.0.0.7/24" : "10.0.0.1");
    }

    private static boolean isPrefix(String text, int bits) {
        return text.matches("\\d{1,3}")
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= bits;
    }

    private void checkUnique(CsvTable.Row row, String column) {
        var text = cell(row, column).toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return;
        }
        var key = column.equals("address") ? text.split("/", 2)[0] : text;
        var earlier =
                seen.computeIfAbsent(column, name -> new HashMap<>())
                        .putIfAbsent(key, row.number());
        if (earlier != null) {
            problems.add(
                    new PlanProblem(
                            row.number(),
                            column,
                            "'%s' stands in row %d already".formatted(text, earlier)));
        }
    }

    private PlannedBox box(CsvTable.Row row) {
        var device = cell(row, "device");
        return new PlannedBox(
                row.number(),
                new DeviceId(device),
                new RoomId(or(cell(row, "room"), device)),
                cell(row, "room-name"),
                cell(row, "serial"),
                or(cell(row, "hostname"), device.length() > 63 ? device.substring(0, 63) : device),
                cell(row, "address"),
                cell(row, "gateway"));
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private String cell(CsvTable.Row row, String column) {
        var place = places.get(column);
        return place == null || place >= row.cells().size() ? "" : row.cells().get(place);
    }
}
