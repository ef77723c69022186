package io.roomscribe.provisioning.plan;

import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.device.IdentityDrop;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe plan apply`: makes the claims of every box of a table.
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a claim for every box of a table, so that each is known beforehand and needs nobody"
                    + " at the hub. A table with a single mistake is not applied at all. Running it"
                    + " again makes claims for new boxes and for those whose claim ran out, and leaves"
                    + " the others alone.",
            "",
            "The claims are in TABLE.claims, for you alone to read: './roomscribe image write' takes"
                    + " them from there."
        })
public final class PlanApplyCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;
    private final RandomGenerator random;

    @Parameters(paramLabel = "TABLE", description = "such as rooms.csv")
    private Path table;

    @Option(
            names = "--hub-folder",
            paramLabel = "FOLDER",
            required = true,
            description = "the hub's data folder")
    private Path hubFolder;

    @Option(
            names = "--claims",
            paramLabel = "FILE",
            description = "where the claims go (default: TABLE.claims)")
    private Optional<Path> claimsFile;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "60",
            description = "how long claims are good (default: ${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--dry-run", description = "say what would be done")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    /// @param random hard to guess
    public PlanApplyCommand(Console console, Clock clock, RandomGenerator random) {
        this.console = console;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() {
        var plan = Plan.readFaultless(table);
        var drop = new IdentityDrop(hubFolder, clock, random);
        var file = claimsFile.orElseGet(() -> PlannedClaims.beside(table));
        var claims = PlannedClaims.open(file);
        var missing = plan.boxes().stream().filter(box -> !isClaimed(claims, box)).toList();
        if (!dryRun) {
            missing.forEach(box -> claims.put(entry(box)));
            // The file first: a claim that the hub knows and nobody has is of no use.
            claims.write();
            tellTheHub(drop, plan, claims);
        }
        answer(plan.boxes().size(), missing.size(), file);
        return ExitCode.OK.number();
    }

    private boolean isClaimed(PlannedClaims claims, PlannedBox box) {
        return claims.of(box.device().value())
                .filter(entry -> entry.serial().equals(box.serial()))
                .filter(entry -> clock.instant().isBefore(entry.expiresAt()))
                .isPresent();
    }

    private PlannedClaims.Entry entry(PlannedBox box) {
        var now = clock.instant();
        return new PlannedClaims.Entry(
                box.device().value(),
                box.serial(),
                Claim.of(random),
                now,
                now.plus(Duration.ofDays(days)));
    }

    /// All of them each time: the hub takes a claim it knows for what it is, and a run that was
    /// broken off is made up for.
    private static void tellTheHub(IdentityDrop drop, Plan plan, PlannedClaims claims) {
        for (var box : plan.boxes()) {
            claims.of(box.device().value())
                    .ifPresent(entry ->
                            drop.drop(
                                    entry.claim(),
                                    new IdentityDrop.Wanted(
                                            box.device(),
                                            box.room(),
                                            box.roomName(),
                                            box.serial(),
                                            Duration.between(entry.madeAt(), entry.expiresAt())),
                                    entry.madeAt()));
        }
    }

    private void answer(int boxes, int made, Path file) {
        if (json) {
            console.answerJson(
                    Map.of(
                            "boxes",
                            boxes,
                            "made",
                            dryRun ? 0 : made,
                            "wouldMake",
                            dryRun ? made : 0,
                            "claims",
                            file.toString()));
        } else if (dryRun) {
            console.answer("%d boxes, would make %d claims".formatted(boxes, made));
        } else {
            console.answer(
                    "%d boxes, %d claims made, %d had theirs; claims in %s"
                            .formatted(boxes, made, boxes - made, file));
            console.note(
                    "Next, for each card: './roomscribe image write BOOT-FOLDER --plan %s --device"
                                    .formatted(table)
                            + " DEVICE --hub HUB-ADDRESS'");
        }
    }
}
