package io.roomscribe.provisioning.device;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.provisioning.api.HubLogin;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe device transfer`: has a box record for another room.
@Command(
        name = "transfer",
        mixinStandardHelpOptions = true,
        description = {
            "Has a box record for another room from now on; it starts anew for it, which takes some"
                    + " seconds. Its earlier meetings stay with the earlier room, also what was"
                    + " recorded there and comes later. A box that is offline moves when it is"
                    + " back within 60 days.",
        },
        footer = {
            "",
            "--json: {device, room, state}; state is done, dry-run, or how the order stands."
        })
public final class DeviceTransferCommand implements Callable<Integer> {
    private static final int WAIT_SECONDS = 30;
    private static final String DRY_RUN = "dry-run";

    private final Console console;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DEVICE", description = "name of the box, such as room-7")
    private String device;

    @Option(
            names = "--room",
            paramLabel = "ROOM",
            required = true,
            description = "where it goes, such as library: small letters, digits and '-'")
    private String room;

    @Option(
            names = "--room-name",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "the room's name for people; without it, what the hub calls that room")
    private String roomName;

    @Mixin private final HubLogin login = new HubLogin();

    @Option(names = "--dry-run", description = "check everything and move nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public DeviceTransferCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var id = checked(device, DeviceId::new);
        var where = checked(room, RoomId::new);
        if (dryRun) {
            checkKnown(id);
            answer(id, where, DRY_RUN);
        } else {
            answer(id, where, order(id, where));
        }
        return ExitCode.OK.number();
    }

    private void answer(DeviceId id, RoomId where, String state) {
        if (json) {
            var shape = new LinkedHashMap<String, String>();
            shape.put("device", id.value());
            shape.put("room", where.value());
            shape.put("state", state);
            console.answerJson(shape);
            return;
        }
        console.answer(
                switch (state) {
                    case DRY_RUN -> "would move %s to %s".formatted(id, where);
                    case "done" -> "%s records for %s from now on.".formatted(id, where);
                    default ->
                            "%s has not answered; it moves to %s when it is back."
                                    .formatted(id, where);
                });
    }

    private void checkKnown(DeviceId id) throws InterruptedException {
        try (var api = login.open()) {
            var answer = api.get("/api/v1/devices/" + id);
            if (answer.status() == 404) {
                throw HubOrders.unknown(id);
            }
            answer.ok();
        }
    }

    /// @return how the order stands
    private String order(DeviceId id, RoomId where) throws InterruptedException {
        try (var api = login.open()) {
            var body =
                    new ObjectMapper()
                            .createObjectNode()
                            .put("room", where.value())
                            .put("roomName", roomName);
            var answer =
                    api.post(
                            "/api/v1/devices/%s/transfer?wait=%d".formatted(id, WAIT_SECONDS),
                            body.toString(),
                            Duration.ofSeconds(WAIT_SECONDS + 15L));
            if (answer.status() == 404) {
                throw HubOrders.unknown(id);
            }
            var state = answer.ok().path("state").asText();
            if (state.equals("refused") || state.equals("failed")) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        "%s does not move (%s)"
                                .formatted(id, answer.body().path("reason").asText()),
                        "do what it says, then run this again");
            }
            return state;
        }
    }

    private <T> T checked(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
