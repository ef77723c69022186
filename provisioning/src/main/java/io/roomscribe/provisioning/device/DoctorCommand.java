package io.roomscribe.provisioning.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.provisioning.api.HubLogin;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe doctor`: has any box look at itself, by way of its hub.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Has a box look at itself and says what is wrong, what was seen, and what to do: network,"
                    + " time, hub, certificate, microphone, storage, and what its software"
                    + " complains of. Takes some seconds.",
            "",
            "At the box itself: roomscribe-device doctor"
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DEVICE", description = "name of the box, such as room-7")
    private String device;

    @Mixin private final HubLogin login = new HubLogin();

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var id = id();
        JsonNode findings;
        try (var api = login.open()) {
            findings = new HubOrders(api).order(id, "doctor").path("result").path("findings");
        }
        if (json) {
            console.answer(findings.toString());
        } else {
            show(id, findings);
        }
        return (findings.isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
    }

    private void show(DeviceId id, JsonNode findings) {
        if (findings.isEmpty()) {
            console.answer(console.good("Nothing is wrong with %s.".formatted(id)));
        }
        for (var one : findings) {
            var severity = one.path("severity").asText();
            console.answer(
                    "%s %s: %s"
                            .formatted(
                                    severity.equals("error") ? console.bad(severity) : severity,
                                    one.path("id").asText(),
                                    one.path("evidence").asText()));
            console.answer("        " + one.path("fix").asText());
        }
    }

    private DeviceId id() {
        try {
            return new DeviceId(device);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
