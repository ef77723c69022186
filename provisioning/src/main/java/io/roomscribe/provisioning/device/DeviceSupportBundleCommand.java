package io.roomscribe.provisioning.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.api.HubLogin;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe device support-bundle`: gets what support needs from a box, by way of its hub.
@Command(
        name = "support-bundle",
        mixinStandardHelpOptions = true,
        description = {
            "Has a box pack its log, conditions, configuration and a list of its files, and downloads"
                    + " that as a zip file. Nothing that was said is in it, and no key. One that was"
                    + " broken off goes on where it was when this is run again.",
        },
        footer = {"", "--json: {device, file, bytes, sha256}"})
public final class DeviceSupportBundleCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("support-[0-9-]{1,40}\\.zip");

    /// How long the hub may hold an answer back, so that progress is shown every so often.
    private static final int WAIT_SECONDS = 2;

    private final Console console;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DEVICE", description = "name of the box, such as room-7")
    private String device;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where it goes; without it, DEVICE-support-TIME.zip in this folder")
    private @Nullable Path out;

    @Mixin private final HubLogin login = new HubLogin();

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public DeviceSupportBundleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var id = id();
        var named = Optional.ofNullable(out);
        named.ifPresent(DeviceSupportBundleCommand::checkFree);
        try (var api = login.open()) {
            var bundle = fetched(api, id);
            var file = named.orElseGet(() -> Path.of(id + "-" + bundle.path("file").asText()));
            checkFree(file);
            write(file, downloaded(api, id, bundle));
            answer(id, file, bundle);
        }
        return ExitCode.OK.number();
    }

    private void answer(DeviceId id, Path file, JsonNode bundle) {
        if (json) {
            var shape = new LinkedHashMap<String, Object>();
            shape.put("device", id.value());
            shape.put("file", file.toString());
            shape.put("bytes", bundle.path("bytes").asLong());
            shape.put("sha256", bundle.path("sha256").asText());
            console.answerJson(shape);
            return;
        }
        console.answer(
                "%s: support bundle of %s, %d KiB, checked"
                        .formatted(file, id, bundle.path("bytes").asLong() / 1024));
    }

    /// Waits until the hub has it.
    private JsonNode fetched(HubApi api, DeviceId id) throws InterruptedException {
        var path = path(id);
        var patience = Duration.ofSeconds(WAIT_SECONDS + 15L);
        var answer = api.post(path + "?wait=" + WAIT_SECONDS, "{}", patience);
        while (answer.status() == 202) {
            show(id, answer.body());
            answer = api.get(path + "?wait=" + WAIT_SECONDS);
        }
        console.redraw("");
        if (answer.status() == 404) {
            throw HubOrders.unknown(id);
        }
        if (answer.status() == 503) {
            throw new CommandException(
                    ExitCode.UNREACHABLE,
                    answer.body().path("detail").asText("the hub is busy"),
                    "look with './roomscribe plan status' or on the page 'Devices', then run this"
                            + " again");
        }
        var state = answer.ok().path("state").asText();
        if (!state.equals("ready")) {
            throw new CommandException(
                    state.equals("broken-off") ? ExitCode.UNREACHABLE : ExitCode.FAILED,
                    "there is no support bundle of %s (%s)"
                            .formatted(id, answer.body().path("reason").asText(state)),
                    "run this again; if it stays so, './roomscribe doctor %s'".formatted(id));
        }
        return checked(answer.body());
    }

    private static JsonNode checked(JsonNode bundle) {
        if (!NAME.matcher(bundle.path("file").asText()).matches()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the hub names a file that is no support bundle",
                    "check that --hub is a Roomscribe hub");
        }
        return bundle;
    }

    private void show(DeviceId id, JsonNode bundle) {
        var bytes = bundle.path("bytes").asLong();
        var line =
                bytes == 0
                        ? id + " packs its support bundle"
                        : "%s: %d of %d KiB at the hub"
                                .formatted(id, bundle.path("here").asLong() / 1024, bytes / 1024);
        if (console.isInteractive()) {
            console.redraw(line);
        } else {
            console.note(line);
        }
    }

    private static byte[] downloaded(HubApi api, DeviceId id, JsonNode bundle)
            throws InterruptedException {
        var content = api.file(path(id) + "/" + bundle.path("file").asText());
        if (!Sha256.hex(content).equals(bundle.path("sha256").asText())) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "what came from the hub is not what %s has packed".formatted(id),
                    "run this again");
        }
        return content;
    }

    private static void checkFree(Path file) {
        if (Files.exists(file)) {
            throw new CommandException(
                    ExitCode.REFUSED, file + " is there already", "name another file with --out");
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            var _ = Files.write(file, content, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot write %s (%s)".formatted(file, e.getClass().getSimpleName()),
                    "name a file in a folder with space, that you may write, with --out",
                    e);
        }
    }

    private static String path(DeviceId id) {
        return "/api/v1/devices/%s/support-bundle".formatted(id);
    }

    private DeviceId id() {
        try {
            return new DeviceId(device);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
