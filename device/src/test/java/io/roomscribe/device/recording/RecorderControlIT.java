package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.GapReason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderControlIT {
    @TempDir private Path data;

    private final RecordedEvents events = new RecordedEvents();
    private final Tap tap = new Tap();

    @Test
    void stoppedByAPersonStaysStoppedUntilStartedAgain() {
        try (var recordings = Recordings.open(data, "boot");
                var recorder = recorder(recordings)) {
            recorder.start();
            events.await(() -> events.started.size() == 1);

            recorder.stop();

            assertThat(events.ended.getFirst().reason()).isEqualTo(EndReason.STOPPED);
            assertThat(recorder.isReachingStorage()).isFalse();
            assertThat(tap.isOpen()).isFalse();

            recorder.resume();
            events.await(() -> events.started.size() == 2);
            var gap = events.started.getLast().gapsBefore().getFirst();
            assertThat(gap.reason()).isEqualTo(GapReason.STOPPED);
        }
    }

    @Test
    void nothingSaidWhileMutedIsKept() throws Exception {
        try (var recordings = Recordings.open(data, "boot");
                var recorder = recorder(recordings)) {
            recorder.start();
            events.await(() -> events.started.size() == 1);

            recorder.mute(MuteSource.SOFTWARE);
            var atMute = bytes();
            tap.say(Tap.SECRET);
            tap.awaitHeard(100);
            tap.say(Tap.PUBLIC);
            tap.awaitHeard(2);

            assertThat(bytes()).isEqualTo(atMute);
            assertThat(events.ended.getFirst().reason()).isEqualTo(EndReason.MUTED);
            assertThat(recorder.isMuted()).isTrue();

            recorder.unmute(MuteSource.SOFTWARE);
            events.await(() -> events.started.size() == 2);
            recorder.stop();
            for (var summary : recordings.list()) {
                assertThat(RecorderIT.readAll(recordings, summary)).doesNotContain(Tap.SECRET);
            }
            assertThat(events.started.getLast().gapsBefore().getFirst().reason())
                    .isEqualTo(GapReason.MUTED);
        }
    }

    @Test
    void softwareNeverOverridesTheSwitch() {
        try (var recordings = Recordings.open(data, "boot");
                var recorder = recorder(recordings)) {
            recorder.start();
            recorder.mute(MuteSource.HARDWARE);
            recorder.mute(MuteSource.SOFTWARE);

            assertThatThrownBy(() -> recorder.unmute(MuteSource.SOFTWARE))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("the switch on the box is at mute");
            assertThat(recorder.control().mutes())
                    .containsExactlyInAnyOrder(MuteSource.HARDWARE, MuteSource.SOFTWARE);

            recorder.unmute(MuteSource.HARDWARE);
            assertThat(recorder.isMuted()).isTrue();
            recorder.unmute(MuteSource.SOFTWARE);
            assertThat(recorder.isMuted()).isFalse();
        }
    }

    @Test
    void crashedBoxDoesNotRecordAgainWhatAPersonStopped() {
        try (var recordings = Recordings.open(data, "boot")) {
            var recorder = recorder(recordings);
            recorder.start();
            events.await(() -> events.started.size() == 1);
            recorder.stop();
            recorder.mute(MuteSource.SOFTWARE);
            recorder.close();
        }

        try (var recordings = Recordings.open(data, "another boot");
                var recorder = recorder(recordings)) {
            recorder.start();

            assertThat(recorder.isStopped()).isTrue();
            assertThat(recorder.isMuted()).isTrue();
            assertThat(tap.isOpen()).isFalse();

            recorder.resume();
            recorder.unmute(MuteSource.SOFTWARE);
            events.await(() -> events.started.size() == 2);
            assertThat(data.resolve("recorder.control")).doesNotExist();
            assertThat(events.started.getLast().gapsBefore().getFirst().reason())
                    .isEqualTo(GapReason.STOPPED);
        }
    }

    @Test
    void unreadableControlMeansStopped() throws Exception {
        Files.writeString(data.resolve("recorder.control"), "\u0000\u0000");

        try (var recordings = Recordings.open(data, "boot");
                var recorder = recorder(recordings)) {
            recorder.start();

            assertThat(recorder.isStopped()).isTrue();
        }
    }

    private Recorder recorder(Recordings recordings) {
        return new Recorder(CaptureConfig.defaults(), tap, recordings, events, RecorderIT.world());
    }

    private long bytes() throws Exception {
        try (var files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
