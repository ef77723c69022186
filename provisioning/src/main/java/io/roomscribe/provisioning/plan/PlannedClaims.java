package io.roomscribe.provisioning.plan;

import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The claims of a plan's boxes, in a file beside the table that its owner alone may read: what is
/// made once is found again, so that applying a plan twice gives nobody a second claim.
///
/// Confined to one thread.
public final class PlannedClaims {
    private static final String HEADER = "device,serial,claim,made,expires";

    /// @param serial the machine that may use it, empty for any
    public record Entry(
            String device, String serial, Claim claim, Instant madeAt, Instant expiresAt) {}

    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private PlannedClaims(Path file) {
        this.file = file;
    }

    /// The usual place for a table's claims.
    public static Path beside(Path table) {
        return table.resolveSibling(table.getFileName() + ".claims");
    }

    public static PlannedClaims open(Path file) {
        var claims = new PlannedClaims(file);
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).stream().skip(1).forEach(claims::take);
            }
            return claims;
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot use %s: it is not as 'plan apply' wrote it".formatted(file),
                    "move it away and run './roomscribe plan apply' again; boxes that have a claim"
                            + " get a new one",
                    e);
        }
    }

    private void take(String line) {
        var cells = line.split(",", -1);
        if (cells.length != 5) {
            throw new IllegalArgumentException("not five cells");
        }
        put(
                new Entry(
                        cells[0],
                        cells[1],
                        Claim.parse(cells[2]),
                        Instant.parse(cells[3]),
                        Instant.parse(cells[4])));
    }

    public Optional<Entry> of(String device) {
        return Optional.ofNullable(entries.get(device));
    }

    void put(Entry entry) {
        entries.put(entry.device(), entry);
    }

    /// Whole or not at all.
    void write() {
        var text = new StringBuilder(HEADER).append('\n');
        for (var one : entries.values()) {
            text.append(
                    "%s,%s,%s,%s,%s\n"
                            .formatted(
                                    one.device(),
                                    one.serial(),
                                    one.claim().text(),
                                    one.madeAt(),
                                    one.expiresAt()));
        }
        try {
            DurableFiles.replacePrivate(
                    file.toAbsolutePath(), text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot write %s (%s)".formatted(file, e.getClass().getSimpleName()),
                    "name a file in a folder you may write to with --claims",
                    e);
        }
    }

    /// The claim that a box of a table may still use.
    ///
    /// @throws CommandException when there is none, with what makes one
    public static Claim good(Path table, String device, Clock clock) {
        return open(beside(table))
                .of(device)
                .filter(one -> clock.instant().isBefore(one.expiresAt()))
                .map(Entry::claim)
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.REFUSED,
                                "'%s' has no claim that is still good".formatted(device),
                                "run './roomscribe plan apply %s --hub-folder FOLDER'"
                                        .formatted(table)));
    }
}
