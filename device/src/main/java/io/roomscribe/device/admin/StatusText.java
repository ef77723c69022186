package io.roomscribe.device.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The box's status as a person reads it: first whether the room is being recorded, then what of it
/// is done, then what is wrong and what to do about it.
final class StatusText {
    private static final long GIBIBYTE_IN_MEBIBYTES = 1024;

    /// A name and what it stands at.
    record Line(String name, String text) {}

    private final JsonNode status;

    StatusText(JsonNode status) {
        this.status = status;
    }

    String title() {
        return "%s in %s"
                .formatted(status.path("device").asText(), status.path("roomName").asText());
    }

    /// One sentence: what is true of the audio now.
    String headline() {
        var since = Durations.of(status.path("stateSeconds").asLong());
        return switch (status.path("state").asText()) {
            case "recording" -> "Recording: audio has been reaching storage for " + since + ".";
            case "muted" ->
                    "Muted for %s by %s: nothing is recorded."
                            .formatted(since, mutes(status.path("mutes")));
            case "idle" ->
                    status.path("stopped").asBoolean()
                            ? "Stopped for " + since + ": nothing is recorded."
                            : "The source has ended; nothing more is recorded.";
            case "starting" -> "Starting: no audio has reached storage yet.";
            default -> "NOT RECORDING for " + since + ": no audio is reaching storage.";
        };
    }

    private static String mutes(JsonNode mutes) {
        var names = new ArrayList<String>();
        mutes.forEach(
                one -> names.add(one.asText().equals("hardware") ? "the switch" : "a command"));
        return names.isEmpty() ? "somebody" : String.join(" and ", names);
    }

    List<Line> lines() {
        var lines = new ArrayList<Line>();
        lines.add(new Line("Level", level()));
        if (status.path("mode").asText().equals("record-only")) {
            lines.add(new Line("Mode", "records only; text and sending are left out for now"));
        } else {
            lines.add(new Line("Text", text()));
            lines.add(new Line("Hub", hub()));
        }
        lines.add(new Line("Clock", clock()));
        lines.add(new Line("Storage", storage()));
        lines.add(
                new Line(
                        "Software",
                        "%s, up for %s"
                                .formatted(
                                        status.path("version").asText(),
                                        Durations.of(status.path("upSeconds").asLong()))));
        return lines;
    }

    private String level() {
        if (!status.path("state").asText().equals("recording")) {
            return "not measured while nothing is recorded";
        }
        return LevelText.of(
                status.path("peakDbfs").asDouble(-120), status.path("rmsDbfs").asDouble(-120));
    }

    private String text() {
        var behind = status.path("backlogSeconds").asLong();
        return behind < 10
                ? "up to date"
                : Durations.of(behind) + " behind; it will be caught up with";
    }

    private String hub() {
        var waiting = status.path("waiting").asLong();
        var entries = waiting == 1 ? "1 entry waits" : waiting + " entries wait";
        return switch (status.path("link").asText()) {
            case "online" ->
                    waiting == 0 ? "connected, and it has everything" : "connected; " + entries;
            case "waiting-for-hub" -> "the broker answers, the hub does not; " + entries + " here";
            case "refused" -> "refuses this box; " + entries + " here";
            case "duplicate-identity" -> "another box uses this one's id; " + entries + " here";
            default -> "not reached; " + entries + " here";
        };
    }

    private String clock() {
        return switch (status.path("clock").asText()) {
            case "ntp" -> "set by a time server";
            case "hub" -> "set by the hub";
            default -> "never set since the box started; times are uncertain";
        };
    }

    private String storage() {
        var free = status.path("freeMiB").asLong();
        var space =
                free < GIBIBYTE_IN_MEBIBYTES
                        ? free + " MiB free"
                        : String.format(
                                Locale.ROOT,
                                "%.1f GiB free",
                                (double) free / GIBIBYTE_IN_MEBIBYTES);
        return "%s, a forced write takes %d ms"
                .formatted(space, status.path("writeMillis").asLong());
    }

    /// What is wrong, oldest first.
    List<Condition> conditions() {
        var found = new ArrayList<Condition>();
        status.path("conditions")
                .forEach(one ->
                        found.add(
                                new Condition(
                                        one.path("severity").asText(),
                                        one.path("title").asText(),
                                        one.path("code").asText(),
                                        one.path("lastingSeconds").asLong(),
                                        one.path("text").asText(),
                                        one.path("evidence").asText())));
        return found;
    }

    /// @param text what it means and what to do
    record Condition(
            String severity,
            String title,
            String code,
            long seconds,
            String text,
            String evidence) {}

    /// All of it, for a terminal.
    String text(boolean isColoured) {
        var text = new StringBuilder();
        text.append(title()).append("\n\n");
        text.append(colour(isColoured)).append(headline()).append(isColoured ? "\u001b[0m" : "");
        text.append("\n\n");
        for (var line : lines()) {
            text.append("  %-9s %s%n".formatted(line.name(), line.text()));
        }
        if (conditions().isEmpty()) {
            text.append("\nNothing needs attention.\n");
        }
        for (var one : conditions()) {
            text.append(
                    "%n%s: %s, for %s%n    %s%n    seen: %s%n"
                            .formatted(
                                    one.severity().toUpperCase(Locale.ROOT),
                                    one.title(),
                                    Durations.of(one.seconds()),
                                    one.text(),
                                    one.evidence()));
        }
        return text.toString();
    }

    private String colour(boolean isColoured) {
        if (!isColoured) {
            return "";
        }
        return switch (status.path("state").asText()) {
            case "recording" -> "\u001b[1;32m";
            case "muted", "fault" -> "\u001b[1;31m";
            default -> "\u001b[1m";
        };
    }
}
