package io.roomscribe.provisioning.demo;

import io.roomscribe.provisioning.console.Console;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Prints the minutes and the table of measurements, for people.
final class DemoReport {
    private final Console console;

    DemoReport(Console console) {
        this.console = console;
    }

    void minutes(HubAnswer.Revision revision) {
        console.answer("");
        console.answer(
                console.bold("Minutes")
                        + console.faint(
                                revision.isExtractive()
                                        ? "  (sentences picked from the transcript, no language model)"
                                        : "  (written by " + revision.model() + ")"));
        revision.minutes().ifPresent(this::minutes);
    }

    private void minutes(HubAnswer.Minutes minutes) {
        minutes.summary()
                .lines()
                .forEach(line -> console.answer("  " + DemoScreen.wrapped(line, "  ")));
        items("Decisions", minutes.decisions());
        items("Action items", minutes.actionItems());
        items("Open questions", minutes.openQuestions());
    }

    private void items(String title, List<HubAnswer.Item> items) {
        if (items.isEmpty()) {
            return;
        }
        console.answer("");
        console.answer("  " + console.bold(title));
        for (var item : items) {
            var who = item.owner().map(owner -> owner + ": ").orElse("");
            var when =
                    item.due()
                            .filter(due -> !item.text().contains(due))
                            .map(due -> " (" + due + ")")
                            .orElse("");
            var mark = item.evidence().verified() ? "" : console.bad("  [unverified]");
            console.answer("  - " + DemoScreen.wrapped(who + item.text() + when, "    ") + mark);
        }
    }

    void table(DemoOutcome outcome) {
        console.answer("");
        row("words", Integer.toString(outcome.words()));
        outcome.wer().ifPresent(wer -> row("word error rate", percent(wer)));
        row("gaps", String.format(Locale.ROOT, "%.1f s", outcome.gapSeconds()));
        row("entries sent", Long.toString(outcome.entriesSent()));
        row("entries acknowledged", Long.toString(outcome.entriesAcknowledged()));
        row("duplicates, missing", outcome.duplicates() + ", " + outcome.missing());
        row(
                "speech to dashboard",
                "as a guess p50 %s, p95 %s; as final text p50 %s, p95 %s"
                        .formatted(
                                millis(outcome.partialLatencyMillisP50()),
                                millis(outcome.partialLatencyMillisP95()),
                                millis(outcome.segmentLatencyMillisP50()),
                                millis(outcome.segmentLatencyMillisP95())));
        row(
                "real-time factor",
                String.format(
                        Locale.ROOT,
                        "%.2f  (processor seconds of recognition a second of audio)",
                        outcome.realTimeFactor()));
        var memory = outcome.memoryMiB();
        row(
                "highest memory",
                "box %d MiB, its speech worker %d MiB, hub %d MiB%s"
                        .formatted(
                                memory.device(),
                                memory.worker(),
                                memory.hub(),
                                memory.languageModel() == 0
                                        ? ""
                                        : ", language model " + memory.languageModel() + " MiB"));
    }

    private void row(String name, String value) {
        console.answer("  " + console.faint(String.format(Locale.ROOT, "%-22s", name)) + value);
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", fraction * 100);
    }

    private static String millis(OptionalLong millis) {
        if (millis.isEmpty()) {
            return "-";
        }
        return millis.getAsLong() < 1000
                ? millis.getAsLong() + " ms"
                : String.format(Locale.ROOT, "%.1f s", millis.getAsLong() / 1000.0);
    }
}
