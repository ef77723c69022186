package io.roomscribe.provisioning.hub;

import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.protocol.identity.Pin;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `roomscribe hub init`: gives a hub its certificate authority and its own certificate.
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a hub its identity: two root certificates that boxes trust, and a certificate of"
                    + " its own; and its first admin a one-time password. Running it again changes nothing, makes a missing certificate, or a"
                    + " new one when the hub got other names.",
            "",
            "Everything is in FOLDER/identity. Back it up and keep it secret: a hub without it"
                    + " cannot let boxes in, and whoever has it can make boxes."
        })
public final class HubInitCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;
    private final RandomGenerator random;

    @Spec private CommandSpec spec;

    @Option(
            names = "--hub-folder",
            paramLabel = "FOLDER",
            required = true,
            description = "the hub's data folder")
    private Path hubFolder;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "host name or address by which boxes reach the hub; more than one may be given"
                            + " (default: those it has, or else this machine's)")
    private List<String> names = List.of();

    @Option(names = "--dry-run", description = "say what would be made")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    /// @param random hard to guess
    public HubInitCommand(Console console, Clock clock, RandomGenerator random) {
        this.console = console;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() {
        var folder = new AuthorityFolder(hubFolder.resolve("identity"));
        var reachable = reachable(folder);
        var outcome = Authority.init(folder, reachable, clock, random, dryRun);
        var admin = new FirstAdmin(hubFolder, random);
        var hadAdmin = admin.isThere();
        var password = dryRun ? Optional.<String>empty() : admin.make();
        var isThere = Authority.isIn(folder);
        var pins = isThere ? Authority.open(folder, clock, random).pins() : List.<Pin>of();
        if (json) {
            console.answerJson(
                    Map.of(
                            "folder", folder.path().toString(),
                            "made", dryRun ? List.of() : outcome.made(),
                            "wouldMake", dryRun ? outcome.made() : List.of(),
                            "kept", outcome.kept(),
                            "names", all(reachable),
                            "pins", pins.stream().map(Pin::value).toList(),
                            "admin", hadAdmin ? "" : FirstAdmin.NAME,
                            "oneTimePassword", password.orElse("")));
        } else {
            show(folder, reachable, outcome, pins);
            password.ifPresent(this::showAdmin);
        }
        return ExitCode.OK.number();
    }

    private ServerNames reachable(AuthorityFolder folder) {
        try {
            return names.isEmpty()
                    ? Authority.names(folder).orElseGet(() -> ServerNames.parse(MachineNames.all()))
                    : ServerNames.parse(names);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--name: " + e.getMessage());
        }
    }

    private void show(
            AuthorityFolder folder,
            ServerNames reachable,
            Authority.Outcome outcome,
            List<Pin> pins) {
        var verb = dryRun ? "would be made" : "made";
        console.answer("The hub's identity, in %s:".formatted(folder.path()));
        var signing = folder.signingRoot();
        for (var name : List.of("root-1", "root-2", "server")) {
            var done = outcome.made().contains(name) ? verb : "was there";
            console.answer(
                    "  %-8s %-14s %s".formatted(name, done, purpose(name, signing, reachable)));
        }
        if (dryRun) {
            console.note("Nothing was written; run it again without --dry-run.");
            return;
        }
        var until = Authority.open(folder, clock, random).server(folder).certificate();
        console.answer(
                "The hub's certificate is good until %s; the hub renews it by itself."
                        .formatted(
                                until.getNotAfter()
                                        .toInstant()
                                        .atZone(ZoneOffset.UTC)
                                        .toLocalDate()));
        console.answer("A box that is set up by hand trusts the hub by these pins:");
        pins.forEach(pin -> console.answer("  " + pin));
        console.note(
                "Back up this folder and keep it secret. Next: start the hub, then let a box in with"
                        + " './roomscribe device claim ROOM --hub-folder %s'".formatted(hubFolder));
    }

    private void showAdmin(String password) {
        console.answer(
                "First sign-in at the hub's page: name '%s', one-time password '%s'. It is shown only now."
                        .formatted(FirstAdmin.NAME, password));
    }

    private static String purpose(String name, String signing, ServerNames reachable) {
        if (name.equals(signing)) {
            return "every box trusts it; it signs";
        }
        return switch (name) {
            case "root-1" -> "every box trusts it; root-2 signs in its place";
            case "root-2" -> "every box trusts it; for the day root-1 is lost";
            default -> "the hub as " + String.join(", ", all(reachable));
        };
    }

    private static List<String> all(ServerNames reachable) {
        return Stream.concat(reachable.names().stream(), reachable.addresses().stream()).toList();
    }
}
