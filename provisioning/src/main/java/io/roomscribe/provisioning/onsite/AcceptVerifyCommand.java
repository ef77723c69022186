package io.roomscribe.provisioning.onsite;

import io.roomscribe.protocol.acceptance.SignedReport;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe accept verify`: whether a report of an acceptance is as the hub signed it. Needs no
/// network.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the signature of a report that 'roomscribe accept' wrote, without a network. With"
                    + " --key it also checks that it was this hub that signed: the key's"
                    + " fingerprint stands in the PDF and at /api/v1/acceptance-key."
        },
        footer = {
            "",
            "--json: as of 'roomscribe accept', and genuine, hubIsKnown. Ends with 0 for a genuine",
            "report, with 4 otherwise."
        })
public final class AcceptVerifyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "such as acceptance-room-7.json")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "FINGERPRINT",
            defaultValue = "",
            description = "the hub's, sha256:...")
    private String key;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public AcceptVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var signed = read();
        if (!signed.hasGoodSignature()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s was changed after it was signed".formatted(file),
                    "fetch it again from the hub with './roomscribe accept DEVICE --fetch'");
        }
        if (!key.isEmpty() && !key.equals(signed.fingerprint())) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s is signed by another key, %s".formatted(file, signed.fingerprint()),
                    "compare with what your hub says at /api/v1/acceptance-key");
        }
        show(signed);
        return ExitCode.OK.number();
    }

    private void show(SignedReport signed) {
        var report = signed.unchecked();
        if (json) {
            var shape = AcceptCommand.shape(report, signed);
            shape.put("genuine", true);
            shape.put("hubIsKnown", !key.isEmpty());
            console.answerJson(shape);
            return;
        }
        console.answer(
                console.good("Genuine: ")
                        + "%s (%s) was accepted at %s by %s, microphone %s."
                                .formatted(
                                        report.device(),
                                        report.roomName(),
                                        report.accepted().at(),
                                        report.accepted().by(),
                                        report.verdict()));
        console.answer("  signed by " + signed.fingerprint());
        if (key.isEmpty()) {
            console.answer("Next: compare the key with your hub's, or name it with --key.");
        }
    }

    private SignedReport read() {
        try {
            var signed = SignedReport.parse(Files.readString(file));
            var _ = signed.unchecked();
            return signed;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "%s is no report of an acceptance".formatted(file),
                    "name the JSON file that './roomscribe accept' wrote",
                    e);
        }
    }
}
