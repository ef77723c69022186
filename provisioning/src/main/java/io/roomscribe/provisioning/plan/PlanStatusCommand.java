package io.roomscribe.provisioning.plan;

import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe plan status`: what became of every box of a table.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows for every box of a table how far it has come at the hub, and what to do next where"
                    + " something is left to do. It changes nothing, so run it as often as you like.",
            "",
            "  connected  it is at the hub now",
            "  copied     it is, and a second box has its certificate and was kept out",
            "  offline    it has connected before",
            "  enrolled   it has its certificate and has never connected with it",
            "  waiting    it asks to be accepted at the hub",
            "  refused    the hub told it why, as in the note",
            "  revoked    its certificate was taken away",
            "  absent     the hub has never heard of it",
            "",
            "Ends with 0 when all are connected, with 1 otherwise."
        },
        footer = {
            "",
            "--json: {boxes: [{device, room, state, note, next}], counts: {STATE: n}, strangers:",
            "[DEVICE]}; strangers are boxes at the hub that the table does not have."
        })
public final class PlanStatusCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "TABLE", description = "such as rooms.csv")
    private Path table;

    @Option(
            names = "--hub",
            paramLabel = "URL",
            required = true,
            description = "address of the hub's page, such as http://hub.example:8080")
    private URI hub;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "admin",
            description = "an admin or technician (default: ${DEFAULT-VALUE})")
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            required = true,
            description = "a file with the password")
    private Path passwordFile;

    @Option(names = "--all", description = "show also boxes with nothing to do")
    private boolean all;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public PlanStatusCommand(Console console) {
        this.console = console;
    }

    /// What `--json` has of a box.
    record Row(String device, String room, String state, String note, String next) {
        static Row of(PlannedBox box, BoxProgress.Found found) {
            var device = box.device().value();
            return new Row(
                    device,
                    box.roomName(),
                    found.progress().word(),
                    found.note(),
                    found.progress().next(device));
        }

        boolean isDone() {
            return state.equals(BoxProgress.CONNECTED.word()) && note.isEmpty();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        var plan = Plan.readFaultless(table);
        HubState state;
        try (var api = new HubApi(hub, user, passwordFile)) {
            state = HubState.ask(api);
        }
        var rows = plan.boxes().stream().map(box -> Row.of(box, state.of(box))).toList();
        var counts = new TreeMap<String, Integer>();
        rows.forEach(row -> counts.merge(row.state(), 1, Integer::sum));
        var strangers = state.strangers(plan);
        if (json) {
            console.answerJson(Map.of("boxes", rows, "counts", counts, "strangers", strangers));
        } else {
            show(rows, counts, strangers);
        }
        var isDone = rows.stream().allMatch(Row::isDone);
        return (isDone ? ExitCode.OK : ExitCode.FAILED).number();
    }

    private void show(List<Row> rows, Map<String, Integer> counts, List<String> strangers) {
        var width = rows.stream().mapToInt(row -> row.device().length()).max().orElse(6);
        for (var row : rows) {
            if (all || !row.isDone()) {
                console.answer(
                        "%%-%ds  %%-9s  %%s"
                                .formatted(width)
                                .formatted(row.device(), row.state(), row.note())
                                .stripTrailing());
                if (!row.next().isEmpty()) {
                    console.answer(console.faint(" ".repeat(width + 2) + row.next()));
                }
            }
        }
        strangers.forEach(name -> console.answer(name + "  is at the hub and not in the table"));
        console.answer(
                "%d boxes: %s"
                        .formatted(
                                rows.size(),
                                String.join(
                                        ", ",
                                        counts.entrySet().stream()
                                                .map(one -> one.getValue() + " " + one.getKey())
                                                .toList())));
    }
}
