package io.roomscribe.provisioning.release;

import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.release.ReleaseFolder;
import io.roomscribe.protocol.release.ReleaseVersion;
import io.roomscribe.protocol.release.SignedRelease;
import io.roomscribe.protocol.release.SigningKey;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe release sign`: makes a folder with the box's software a signed release.
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "Signs what is in a folder, roomscribe-device.jar at least, as a release: writes"
                    + " release.json with the version, every file's hash, and the signature.",
            "",
            "A box takes a release only when it is newer than what it runs, or was signed with"
                    + " --allow-downgrade."
        })
public final class ReleaseSignCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "with the files of the release, no folders")
    private Path folder;

    @Option(
            names = "--version-number",
            paramLabel = "VERSION",
            required = true,
            description = "such as 1.4.0 or 1.5.0-rc2")
    private String version;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "secret key of 'roomscribe release keygen'")
    private Path key;

    @Option(names = "--allow-downgrade", description = "boxes with a newer release may take it")
    private boolean allowDowngrade;

    @Option(names = "--dry-run", description = "check everything and write nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public ReleaseSignCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var number = number();
        var secret = key();
        try {
            var manifest = ReleaseFolder.describe(folder, number, clock.instant(), allowDowngrade);
            var signed = SignedRelease.of(manifest, secret);
            if (!dryRun) {
                DurableFiles.replace(
                        folder.resolve(SignedRelease.FILE),
                        signed.text().getBytes(StandardCharsets.UTF_8));
            }
            if (json) {
                console.answerJson(ReleaseAnswer.of(manifest));
            } else {
                console.answer(
                        "%s release %s: %d files, %d KiB. Next: ./roomscribe release publish %s --hub-folder HUB"
                                .formatted(
                                        dryRun ? "would sign" : "signed",
                                        manifest.version(),
                                        manifest.files().size(),
                                        manifest.bytes() >> 10,
                                        folder));
            }
            return ExitCode.OK.number();
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot sign %s: %s".formatted(folder, e.getMessage()),
                    "put roomscribe-device.jar into a folder of its own and name that",
                    e);
        }
    }

    private ReleaseVersion number() {
        try {
            return new ReleaseVersion(version);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private SigningKey key() {
        try {
            return SigningKey.parse(Files.readString(key));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "%s is no release key".formatted(key),
                    "make one with './roomscribe release keygen FILE'",
                    e);
        }
    }
}
