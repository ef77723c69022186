package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.capture.ScriptedSoundCards;
import io.roomscribe.protocol.message.GapReason;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A microphone that is pulled out and comes back as another card.
@Tag("A1")
@Timeout(60)
class ReplugFaultTest {
    @TempDir private Path data;
    @TempDir private Path kernel;

    private final RecordedEvents events = new RecordedEvents();

    @Test
    void microphoneThatComesBackUnderAnotherIndexIsRecordedAgain() {
        var cards = new ScriptedSoundCards(kernel);
        cards.plugIn(0, "Webcam", "CAM-1");
        cards.plugIn(1, "Room Mic", "SN-42");

        try (var recordings = Recordings.open(data, "boot");
                var recorder = recorder(cards, "usb:SN-42", recordings)) {
            recorder.start();
            events.await(() -> events.levels.size() > 2);
            cards.unplug(1);
            events.await(() -> !events.failures.isEmpty());
            cards.plugIn(2, "Another", "SN-43");
            cards.plugIn(3, "Room Mic", "SN-42");
            events.await(() -> events.started.size() == 2);

            assertThat(events.started)
                    .extracting(RecordingStart::source)
                    .containsExactly("line: Room Mic [plughw:1,0]", "line: Room Mic [plughw:3,0]");
            var gap = events.started.getLast().gapsBefore();
            assertThat(gap).singleElement().returns(GapReason.MICROPHONE_LOST, CaptureGap::reason);
            assertThat(Duration.between(gap.getFirst().startedAt(), gap.getFirst().endedAt()))
                    .isBetween(Duration.ofMillis(1), Duration.ofSeconds(11));
            assertThat(events.story).contains("restored");
        }
    }

    @Test
    void absentSerialNumberIsSaidWithThoseThatAreThere() {
        var cards = new ScriptedSoundCards(kernel);
        cards.plugIn(0, "Webcam", "CAM-1");

        try (var recordings = Recordings.open(data, "boot");
                var recorder = recorder(cards, "usb:SN-42", recordings)) {
            recorder.start();
            events.await(() -> !events.failures.isEmpty());

            assertThat(events.failures.getFirst())
                    .hasMessageContainingAll("serial number 'SN-42'", "Webcam", "CAM-1");
        }
    }

    private Recorder recorder(ScriptedSoundCards cards, String source, Recordings recordings) {
        var defaults = CaptureConfig.defaults();
        var config =
                new CaptureConfig(source, 1, defaults.syncInterval(), defaults.noFramesTimeout());
        return new Recorder(
                config,
                cards.input(config, System::nanoTime),
                recordings,
                events,
                RecorderIT.world());
    }
}
