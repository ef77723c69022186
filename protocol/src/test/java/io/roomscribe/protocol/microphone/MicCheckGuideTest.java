package io.roomscribe.protocol.microphone;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.CommandResult.AudioFigures;
import io.roomscribe.protocol.message.CommandResult.PhraseHeard;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.Stretch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MicCheckGuideTest {
    private static final String PHRASE = "one two three four five six seven eight nine ten";

    private final List<String> shown = new ArrayList<>();
    private long nanos;
    private int levels;
    private int secondsAsked;
    private AudioFigures quiet = figures(-40, -60, -62, 0);

    private static AudioFigures figures(double peak, double rms, double noise, double clipped) {
        return new AudioFigures(4, peak, rms, noise, clipped);
    }

    private static PhraseHeard heard(AudioFigures microphone, boolean recognised, int lost) {
        return new PhraseHeard(
                new Stretch(new RecordingId(1), 0, 16_000),
                microphone,
                List.of(-20),
                recognised,
                lost == 10 ? 0 : 10,
                10,
                IntStream.range(0, lost).boxed().toList(),
                0);
    }

    private MicReport check(boolean isInteractive, int enterAfter) throws InterruptedException {
        var ear =
                new Ear() {
                    @Override
                    public AudioFigures listen(int seconds) {
                        return quiet;
                    }

                    @Override
                    public Optional<Message.Level> level() {
                        levels++;
                        nanos += 1_000_000_000L;
                        return Optional.of(new Message.Level(-30, -40));
                    }

                    @Override
                    public PhraseHeard compare(String phrase, int seconds) {
                        secondsAsked = seconds;
                        return heard(figures(-12, -30, -62, 0), true, 1);
                    }
                };
        var screen =
                new Screen() {
                    @Override
                    public void note(String line) {
                        shown.add(line);
                    }

                    @Override
                    public void redraw(String line) {
                        shown.add(line);
                    }

                    @Override
                    public boolean isInteractive() {
                        return isInteractive;
                    }

                    @Override
                    public boolean isEnterPressed() {
                        return isInteractive && levels >= enterAfter;
                    }
                };
        return new MicCheckGuide(ear, screen, () -> nanos)
                .check("room-7", PHRASE, Duration.ofSeconds(15));
    }

    @Test
    void listensUntilEnterAndLooksBackOnWhatWasRead() throws InterruptedException {
        var report = check(true, 5);

        assertThat(report.verdict()).isEqualTo(MicVerdict.GOOD);
        assertThat(report.missed()).containsExactly("one");
        assertThat(secondsAsked).isEqualTo(7);
        assertThat(shown)
                .anyMatch(line -> line.contains(PHRASE))
                .anyMatch(line -> line.contains("[###############---------------]  -30 dB"))
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void withoutATerminalTimeEndsTheReading() throws InterruptedException {
        check(false, 0);

        assertThat(levels).isEqualTo(15);
        assertThat(secondsAsked).isEqualTo(17);
        assertThat(shown).anyMatch(line -> line.contains("15 seconds from now"));
    }

    @Test
    void nobodyHasToReadIntoADeadMicrophone() throws InterruptedException {
        quiet = figures(-120, -120, -120, 0);

        assertThat(check(true, 5).verdict()).isEqualTo(MicVerdict.SILENT);
        assertThat(levels).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // peak, rms, clipped, noise, recognised, lost words of ten
        "-12, -30, 0, -62, true, 0, good",
        "-12, -30, 0, -62, true, 3, fair",
        "-12, -30, 0, -62, true, 5, poor",
        "-12, -30, 0, -62, true, 9, other-words",
        "-12, -30, 0, -62, true, 10, unheard",
        "-12, -30, 0, -35, true, 1, noisy",
        "-12, -30, 0, -35, true, 5, too-noisy",
        "-38, -55, 0, -62, true, 10, too-quiet",
        "0, -10, 4, -62, true, 0, clipping",
        "-120, -120, 0, -120, true, 10, silent",
        "-12, -30, 0, -62, false, 10, late",
    })
    void eachFaultHasItsVerdict(
            double peak,
            double rms,
            double clipped,
            double noise,
            boolean recognised,
            int lost,
            String verdict) {
        var reading = heard(figures(peak, rms, noise, clipped), recognised, lost);

        assertThat(MicReport.verdict(noise, reading).word()).isEqualTo(verdict);
    }

    @Test
    void everyVerdictThatDoesNotPassSaysWhatToDo() {
        for (var verdict : MicVerdict.values()) {
            assertThat(verdict.passes() || !verdict.advice().isEmpty()).as(verdict.word()).isTrue();
        }
    }
}
