package io.roomscribe.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.console.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DemoOutcomeTest {
    private static DemoOutcome outcome(long duplicates, long missing, String summary) {
        return new DemoOutcome(
                Optional.of(0.1),
                575,
                0.0,
                70,
                70,
                duplicates,
                missing,
                OptionalLong.of(210),
                OptionalLong.of(400),
                OptionalLong.of(900),
                OptionalLong.empty(),
                0.07,
                new DemoOutcome.MemoryUse(120, 250, 300, 0),
                Optional.of("extractive"),
                summary);
    }

    @Test
    void isGoodOnlyWhenEverythingArrivedOnceAndThereAreMinutes() {
        assertThat(outcome(0, 0, "They met.").isGood()).isTrue();
        assertThat(outcome(1, 0, "They met.").isGood()).isFalse();
        assertThat(outcome(0, 1, "They met.").isGood()).isFalse();
        assertThat(outcome(0, 0, "").isGood()).isFalse();
    }

    @Test
    void printsTheDocumentedShape() {
        var out = new StringWriter();
        var console =
                new Console(
                        new PrintWriter(out), new PrintWriter(new StringWriter()), false, false);

        console.answerJson(outcome(0, 0, "They met."));

        assertThat(out.toString())
                .isEqualToIgnoringNewLines(
                        """
                        {"wer":0.1,"words":575,"gapSeconds":0.0,"entriesSent":70,\
                        "entriesAcknowledged":70,"duplicates":0,"missing":0,\
                        "partialLatencyMillisP50":210,"partialLatencyMillisP95":400,\
                        "segmentLatencyMillisP50":900,"segmentLatencyMillisP95":null,\
                        "realTimeFactor":0.07,\
                        "memoryMiB":{"device":120,"worker":250,"hub":300,"languageModel":0},\
                        "summaryModel":"extractive","summary":"They met."}\
                        """);
    }
}
