package io.roomscribe.provisioning.plan;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A table of rooms, read whole. With one problem in it, it is of use for nothing but mending it.
///
/// Immutable.
public record Plan(List<PlannedBox> boxes, List<PlanProblem> problems) {
    private static final long BYTES_MAX = 64L * 1024 * 1024;

    public Plan {
        boxes = List.copyOf(boxes);
        problems = List.copyOf(problems);
    }

    public static Plan read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "%s is no table of rooms: it is larger than 64 MiB".formatted(file),
                        "save the sheet with the rooms alone as CSV");
            }
            return new PlanReader(CsvTable.parse(Files.readAllBytes(file))).read();
        } catch (NoSuchFileException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "there is no file %s".formatted(file),
                    "see './roomscribe plan check --help' for what a table of rooms has",
                    e);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read %s (%s)".formatted(file, e.getClass().getSimpleName()),
                    "name a file you may read",
                    e);
        }
    }

    /// The plan, or why it can't be used.
    ///
    /// @throws CommandException when it has a problem
    public static Plan readFaultless(Path file) {
        var plan = read(file);
        if (plan.problems().isEmpty()) {
            return plan;
        }
        throw new CommandException(
                ExitCode.REFUSED,
                "%s has %d problems, the first: %s"
                        .formatted(file, plan.problems().size(), plan.problems().getFirst()),
                "see all with './roomscribe plan check %s'".formatted(file));
    }

    public Optional<PlannedBox> box(String device) {
        return boxes.stream().filter(one -> one.device().value().equals(device)).findFirst();
    }

    /// One of its boxes.
    ///
    /// @param table where it was read from, for the error
    /// @throws CommandException when it has none of that name
    public PlannedBox box(String device, Path table) {
        return box(device)
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.REFUSED,
                                "%s has no box '%s'".formatted(table, device),
                                "see its boxes with './roomscribe plan check %s --json'"
                                        .formatted(table)));
    }
}
