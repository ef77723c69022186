package io.roomscribe.provisioning.plan;

import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe plan check`: everything that is wrong with a table, by row and column.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a table of rooms and tells everything that is wrong with it, by row and column. It"
                    + " changes nothing.",
            "",
            "The table is CSV as spreadsheets save it, its first row names the columns:",
            "  device     the box's name: lower-case letters, digits, '-'; required",
            "  room-name  the room's name for people; required",
            "  room       the room's short name; the box's when empty",
            "  serial     serial number of the machine; any machine when empty",
            "  hostname   the machine's name; the box's when empty",
            "  address    static address as 10.0.0.7/24; DHCP when empty",
            "  gateway    router for the static address"
        })
public final class PlanCheckCommand implements Callable<Integer> {
    private static final int SHOWN_MAX = 50;

    private final Console console;

    @Parameters(paramLabel = "TABLE", description = "such as rooms.csv")
    private Path table;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public PlanCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var plan = Plan.read(table);
        var isGood = plan.problems().isEmpty();
        if (json) {
            console.answerJson(Map.of("boxes", plan.boxes().size(), "problems", plan.problems()));
        } else if (isGood) {
            console.answer("%d boxes, nothing wrong".formatted(plan.boxes().size()));
            console.note("Next: './roomscribe plan apply %s --hub-folder FOLDER'".formatted(table));
        } else {
            plan.problems().stream()
                    .limit(SHOWN_MAX)
                    .forEach(problem -> console.answer(problem.toString()));
            var more = plan.problems().size() - SHOWN_MAX;
            console.note(
                    "%s%d problems. Mend them in the spreadsheet, then './roomscribe plan check %s'"
                            .formatted(
                                    more > 0 ? "... and %d more. ".formatted(more) : "",
                                    plan.problems().size(),
                                    table));
        }
        return (isGood ? ExitCode.OK : ExitCode.REFUSED).number();
    }
}
