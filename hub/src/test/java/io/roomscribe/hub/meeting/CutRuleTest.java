package io.roomscribe.hub.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.meeting.CutRule.Closing;
import io.roomscribe.hub.meeting.CutRule.Span;
import io.roomscribe.hub.meeting.CutRule.Speech;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutRuleTest {
    private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");
    private static final CutRule RULE = new CutRule(Duration.ofMinutes(5));

    // Room so far: `open` 9:00-9:30, running or ended by its pause; `closed` 10:00-10:30, ended
    // explicitly at 10:30 by recording 2 of box-1; `cut` from 11:00, cut at 11:15. Nothing else.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "within a meeting,                    09:10, 1, box-1, open",
        "after a short silence,               09:32, 1, box-1, open",
        "after exactly the pause,             09:35, 1, box-1, open",
        "after more than the pause,           09:36, 1, box-1, -",
        "a new recording within the pause,    09:32, 9, box-1, open",
        "a little before a meeting,           08:56, 1, box-1, open",
        "long before a meeting,               08:54, 1, box-1, -",
        "between two meetings,                09:45, 1, box-1, -",
        "within the closed meeting's own,     10:10, 2, box-1, closed",
        "back to back after an explicit end,  10:30, 3, box-1, -",
        "its next recording by an early clock, 10:20, 3, box-1, -",
        "late text of another box,            10:20, 4, box-2, closed",
        "another box after the explicit end,  10:31, 4, box-2, -",
        "after a cut in a meeting that runs,  11:20, 5, box-1, -",
        "exactly at the cut,                  11:15, 5, box-1, -",
        "before the cut,                      11:14, 5, box-1, cut",
    })
    void choosesTheMeetingThatSpeechBelongsTo(
            String what, String time, long recording, String device, String expected) {
        var speech = new Speech(new RecordingId(recording), new DeviceId(device), at(time));

        var chosen = RULE.choose(List.of(OPEN, CLOSED, CUT), CUTS, speech).map(Span::meeting);

        assertThat(chosen.orElse("-")).as(what).isEqualTo(expected);
    }

    private static final Span OPEN =
            new Span("open", at("09:00"), at("09:30"), Optional.empty(), false);
    private static final Span CUT =
            new Span("cut", at("11:00"), at("11:18"), Optional.empty(), false);
    private static final List<Instant> CUTS = List.of(at("11:15"));
    private static final Span CLOSED =
            new Span(
                    "closed",
                    at("10:00"),
                    at("10:30"),
                    Optional.of(
                            new Closing(at("10:30"), new RecordingId(2), new DeviceId("box-1"))),
                    false);

    private static Instant at(String time) {
        var parts = time.split(":", -1);
        return DAY.plus(Duration.ofHours(Long.parseLong(parts[0])))
                .plus(Duration.ofMinutes(Long.parseLong(parts[1])));
    }
}
