package io.roomscribe.device.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The subcommands of `roomscribe-device` that talk to the box on this computer. The answer goes to
/// stdout, everything else to stderr.
///
/// Confined to the thread of `Main`.
public final class AdminCommand {
    /// Every subcommand with its arguments and what it does, in the order of the help.
    private static final String HELP =
            """
            usage: roomscribe-device COMMAND [CONFIGURATION | --data FOLDER] [--json]

              status            whether the room is being recorded, what is done, what needs attention
              watch             the same, drawn anew each second, until Ctrl-C
              level             how loud the microphone is, once; with watch, as a meter
              log               what happened since midnight; never what was said

              start, stop       record, or record nothing until started again
              mute, unmute      store no sample, and store again; the switch on the box wins
              mark [TEXT]       mark this moment in the transcript
              forget [MINUTES]  erase the last 10 minutes, or as many as said, here and in the hub
              identify          let the box's lamp show which box it is
              restart           start the box's software anew
              everything        leave 'records only' now

              enrol CLAIM       make this box known to its hub; the claim is made there
              doctor            what is wrong with this box, and what to do
              mic-check         whether it understands somebody at the far seat
              accept --by NAME  accept the room on that; works without the hub

            The box is found by its configuration file (/etc/roomscribe/device.conf when none is named).
            Exit codes: 0 done, 1 failed, 2 usage, 3 no box answers, 4 refused.
            """;

    private static final Set<String> SCREENS = Set.of("status", "watch", "level", "log");
    private static final Set<String> ACTIONS =
            Set.of(
                    "start",
                    "stop",
                    "mute",
                    "unmute",
                    "mark",
                    "forget",
                    "identify",
                    "restart",
                    "everything");
    private static final Path USUAL = Path.of("/etc/roomscribe/device.conf");
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 3;
    private static final int REFUSED = 4;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;
    private final PrintStream err;
    private final Function<Path, Path> dataFolder;
    private final ZoneId zone;
    private final boolean isTerminal;

    /// @param dataFolder of the box with this configuration file
    /// @param isTerminal whether somebody looks at `out`
    public AdminCommand(
            PrintStream out,
            PrintStream err,
            Function<Path, Path> dataFolder,
            ZoneId zone,
            boolean isTerminal) {
        this.out = out;
        this.err = err;
        this.dataFolder = dataFolder;
        this.zone = zone;
        this.isTerminal = isTerminal;
    }

    public static boolean isOne(String word) {
        return SCREENS.contains(word) || ACTIONS.contains(word);
    }

    public static String help() {
        return HELP;
    }

    /// What was asked for.
    private record Request(
            String name, List<String> arguments, Optional<Path> data, boolean isJson) {}

    /// @return the process's exit code
    public int run(List<String> words) throws InterruptedException {
        Request request;
        try {
            request = parse(words);
        } catch (IllegalArgumentException e) {
            err.println("roomscribe-device: " + e.getMessage());
            err.print(HELP);
            return USAGE;
        }
        var folder = request.data().orElseGet(() -> dataFolder.apply(USUAL));
        try {
            var client = new AdminClient(folder);
            return SCREENS.contains(request.name()) ? show(client, request) : act(client, request);
        } catch (IOException e) {
            err.println(
                    ("roomscribe-device: no box answers in %s (%s); is it running? try 'systemctl"
                                    + " status roomscribe-device', or name its configuration file")
                            .formatted(folder, reason(e)));
            return UNREACHABLE;
        }
    }

    private static String reason(IOException e) {
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private Request parse(List<String> words) {
        var arguments = new ArrayList<String>();
        var data = Optional.<Path>empty();
        var isJson = false;
        for (var i = 1; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals("--json")) {
                isJson = true;
            } else if (word.equals("--data")) {
                if (++i == words.size()) {
                    throw new IllegalArgumentException("'--data' needs a folder");
                }
                data = Optional.of(Path.of(words.get(i)));
            } else if (word.startsWith("-")) {
                throw new IllegalArgumentException("there is no option '%s'".formatted(word));
            } else if (word.endsWith(".conf")) {
                data = Optional.of(dataFolder.apply(Path.of(word)));
            } else {
                arguments.add(word);
            }
        }
        return new Request(words.getFirst(), arguments, data, isJson);
    }

    private int show(AdminClient client, Request request) throws IOException, InterruptedException {
        var isWatch = request.name().equals("watch");
        var isMeter =
                request.arguments().contains("watch") || request.arguments().contains("level");
        if (isWatch || isMeter) {
            return watch(client, isMeter || request.name().equals("level"));
        }
        var answer = client.ask(request.name(), Map.of());
        if (request.isJson()) {
            out.println(answer);
            return OK;
        }
        switch (request.name()) {
            case "level" -> out.println(level(answer));
            case "log" -> printDay(answer);
            default -> out.print(new StatusText(answer).text(isTerminal));
        }
        return OK;
    }

    private int watch(AdminClient client, boolean isLevelOnly)
            throws IOException, InterruptedException {
        // Never counted down: Ctrl-C ends the process.
        var never = new CountDownLatch(1);
        var pause = isLevelOnly ? Duration.ofMillis(250) : Duration.ofSeconds(1);
        do {
            if (isLevelOnly) {
                out.print("\r\u001b[2K" + level(client.ask("level", Map.of())));
            } else {
                var text = new StatusText(client.ask("status", Map.of())).text(true);
                out.print("\u001b[H\u001b[2J" + text + "\nCtrl-C ends this; the box goes on.\n");
            }
            out.flush();
        } while (!never.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        return OK;
    }

    private static String level(JsonNode answer) {
        return LevelText.of(
                answer.path("peakDbfs").asDouble(-120), answer.path("rmsDbfs").asDouble(-120));
    }

    private void printDay(JsonNode answer) {
        if (answer.isEmpty()) {
            out.println("Nothing happened since midnight.");
        }
        for (var one : answer) {
            out.println(
                    "%s  %s"
                            .formatted(
                                    TIME.format(localTime(one.path("at").asText())),
                                    one.path("text").asText()));
        }
    }

    private LocalTime localTime(String instant) {
        return OffsetDateTime.parse(instant).atZoneSameInstant(zone).toLocalTime();
    }

    private int act(AdminClient client, Request request) throws IOException {
        var more = new HashMap<String, Object>();
        if (request.name().equals("mark")) {
            more.put("label", String.join(" ", request.arguments()));
        } else if (request.name().equals("forget") && !request.arguments().isEmpty()) {
            try {
                more.put("minutes", Integer.parseInt(request.arguments().getFirst()));
            } catch (NumberFormatException e) {
                err.println(
                        "roomscribe-device: 'forget' takes a number of minutes, such as 'forget 5'");
                return USAGE;
            }
        }
        var answer = client.ask(request.name(), more);
        var outcome = answer.path("outcome").asText();
        if (request.isJson()) {
            out.println(answer);
        } else if (outcome.equals("done") || outcome.equals("accepted")) {
            out.println(done(request.name()));
        } else {
            err.println("roomscribe-device: %s".formatted(answer.path("reason").asText()));
        }
        return switch (outcome) {
            case "done", "accepted" -> OK;
            case "refused", "expired" -> REFUSED;
            default -> FAILED;
        };
    }

    private static String done(String name) {
        return switch (name) {
            case "start" -> "Recording again; 'roomscribe-device status' shows when audio arrives.";
            case "stop" -> "Stopped. Nothing is recorded until 'roomscribe-device start'.";
            case "mute" -> "Muted. Nothing is recorded until 'roomscribe-device unmute'.";
            case "unmute" -> "Unmuted.";
            case "mark" -> "Marked.";
            case "forget" -> "Forgotten here; the hub is told to forget it too.";
            case "identify" -> "The box's lamp shows it now.";
            case "restart" -> "The box starts anew.";
            default -> "Done.";
        };
    }
}
