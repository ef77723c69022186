package io.roomscribe.provisioning.hub;

import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `roomscribe hub switch-root`: lets the second root of a hub's authority sign.
@Command(
        name = "switch-root",
        mixinStandardHelpOptions = true,
        description = {
            "Lets the hub's second root sign, for the day the first one's key is lost or may be in"
                    + " other hands. The hub gets a new certificate, boxes get theirs from the second"
                    + " root when they renew; until then those of the first one are good. Boxes trust"
                    + " both roots and need no visit, but one whose 'identity.pins' names only the"
                    + " first one cannot connect any more.",
            "",
            "Run it on the hub's machine as the hub's user, then start the hub again. Running it"
                    + " twice changes nothing and finishes what was cut off; there is no way back."
        },
        footer = {
            "",
            "--json: {folder, from, to, changed, wouldChange, pin}; from and to are root-1",
            "or root-2, the lists have signing-root and server; pin is what boxes must",
            "trust from now on."
        })
public final class HubSwitchRootCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;
    private final RandomGenerator random;

    @Option(
            names = "--hub-folder",
            paramLabel = "FOLDER",
            required = true,
            description = "the hub's data folder")
    private Path hubFolder;

    @Option(names = "--dry-run", description = "say what would change")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    /// @param random hard to guess
    public HubSwitchRootCommand(Console console, Clock clock, RandomGenerator random) {
        this.console = console;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() {
        var folder = new AuthorityFolder(hubFolder.resolve("identity"));
        var switched = Authority.switchRoot(folder, clock, random, dryRun);
        if (json) {
            answerJson(folder, switched);
        } else {
            show(switched);
        }
        return ExitCode.OK.number();
    }

    private void answerJson(AuthorityFolder folder, Authority.Switched switched) {
        var changed = new ArrayList<String>();
        if (!switched.from().equals(switched.to())) {
            changed.add("signing-root");
        }
        if (switched.isServerMade()) {
            changed.add("server");
        }
        var shape = new LinkedHashMap<String, Object>();
        shape.put("folder", folder.path().toString());
        shape.put("from", switched.from());
        shape.put("to", switched.to());
        shape.put("changed", dryRun ? List.of() : changed);
        shape.put("wouldChange", dryRun ? changed : List.of());
        shape.put("pin", switched.pin().value());
        console.answerJson(shape);
    }

    private void show(Authority.Switched switched) {
        if (!switched.isAnything()) {
            console.answer(
                    "%s signs already, also the hub's certificate; nothing was changed."
                            .formatted(switched.to()));
            return;
        }
        console.answer(
                "%s %s; the hub's certificate %s."
                        .formatted(
                                switched.to(),
                                dryRun ? "would sign" : "signs from now on",
                                newOrKept(switched)));
        console.answer(
                "Boxes connect as before if their 'identity.pins' has %s"
                        .formatted(switched.pin()));
        console.note(
                dryRun
                        ? "Nothing was changed; run it again without --dry-run."
                        : "Start the hub again: until then it goes on with %s. Then './roomscribe hub"
                                        .formatted(switched.from())
                                + " backup', since earlier backups bring the old root back.");
    }

    private String newOrKept(Authority.Switched switched) {
        if (!switched.isServerMade()) {
            return "is of this root already";
        }
        return dryRun ? "would be made anew" : "is new";
    }
}
