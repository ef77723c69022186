package io.roomscribe.provisioning.onsite;

import io.roomscribe.protocol.acceptance.SignedReport;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.plan.PlannedBox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Accepts the boxes of a plan one after the other. What is accepted already stays so: the hub
/// knows, so a tour that was stopped goes on where it was.
///
/// Confined to one thread.
final class PlanTour {
    private final Console console;
    private final AcceptanceVisit visit;

    PlanTour(Console console, AcceptanceVisit visit) {
        this.console = console;
        this.visit = visit;
    }

    /// What became of a box.
    ///
    /// @param state `accepted`, `already`, or what was wrong: a verdict, or `failed`
    /// @param note why, and what to do
    record Row(String device, String room, String state, String note) {
        boolean isAccepted() {
            return state.equals("accepted") || state.equals("already");
        }
    }

    record Result(List<Row> rows) {
        Result {
            rows = List.copyOf(rows);
        }

        boolean isDone() {
            return rows.stream().allMatch(Row::isAccepted);
        }

        Map<String, Object> counts() {
            var accepted = rows.stream().filter(Row::isAccepted).count();
            var counts = new LinkedHashMap<String, Object>();
            counts.put("accepted", accepted);
            counts.put("open", rows.size() - accepted);
            return counts;
        }

        List<String> lines() {
            var width = rows.stream().mapToInt(row -> row.device().length()).max().orElse(6);
            var lines = new ArrayList<String>();
            for (var row : rows) {
                lines.add(
                        "%%-%ds  %%-11s  %%s"
                                .formatted(width)
                                .formatted(row.device(), row.state(), row.note())
                                .stripTrailing());
            }
            lines.add(
                    "%d boxes: %s accepted, %s open"
                            .formatted(
                                    rows.size(), counts().get("accepted"), counts().get("open")));
            if (!isDone()) {
                lines.add("Next: mend what stands above, then run the same command again.");
            }
            return lines;
        }
    }

    Result walk(List<PlannedBox> boxes) throws InterruptedException {
        var rows = new ArrayList<Row>();
        for (var box : boxes) {
            console.note(
                    "--- %d of %d: %s, %s"
                            .formatted(
                                    rows.size() + 1, boxes.size(), box.device(), box.roomName()));
            rows.add(row(box));
            console.note("    " + rows.getLast().state());
        }
        return new Result(rows);
    }

    private Row row(PlannedBox box) throws InterruptedException {
        var device = box.device().value();
        try {
            var before = visit.accepted(box.device()).map(SignedReport::unchecked);
            if (before.isPresent() && before.get().reachedTheHub()) {
                return new Row(
                        device,
                        box.roomName(),
                        "already",
                        "%s by %s"
                                .formatted(
                                        before.get().accepted().at(),
                                        before.get().accepted().by()));
            }
            return switch (visit.accept(box.device())) {
                case Acceptance.Signed signed ->
                        new Row(
                                device,
                                box.roomName(),
                                signed.isAccepted() ? "accepted" : "failed",
                                "microphone " + signed.report().verdict());
                case Acceptance.Refused refused ->
                        new Row(
                                device,
                                box.roomName(),
                                refused.report().verdict().word(),
                                refused.report().verdict().advice());
            };
        } catch (CommandException e) {
            return new Row(device, box.roomName(), "failed", e.getMessage());
        }
    }
}
