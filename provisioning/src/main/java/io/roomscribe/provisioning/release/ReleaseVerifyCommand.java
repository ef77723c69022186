package io.roomscribe.provisioning.release;

import io.roomscribe.protocol.release.ReleaseKey;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe release verify`: checks a release as a box does.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks a release as a box does: signature by one of the keys, then every file.")
public final class ReleaseVerifyCommand implements Callable<Integer> {
    private final Console console;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "a signed release")
    private Path folder;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description = "public key as in 'update.keys'; may be given more than once")
    private List<String> keys;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public ReleaseVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var manifest = CheckedFolder.check(folder, keys());
        if (json) {
            console.answerJson(ReleaseAnswer.of(manifest));
        } else {
            console.answer(
                    "release %s is whole and signed; %d files, %d KiB%s"
                            .formatted(
                                    manifest.version(),
                                    manifest.files().size(),
                                    manifest.bytes() >> 10,
                                    manifest.allowsDowngrade() ? "; may replace a newer one" : ""));
        }
        return ExitCode.OK.number();
    }

    private List<ReleaseKey> keys() {
        try {
            return keys.stream().map(ReleaseKey::new).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
