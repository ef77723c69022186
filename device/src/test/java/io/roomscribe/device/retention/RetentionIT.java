package io.roomscribe.device.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.chunk.ChunkState;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.message.RemovalReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RetentionIT {
    private static final DataSize NONE = new DataSize(0);

    @TempDir private Path folder;

    private Box box(String policy) {
        return new Box(
                folder.resolve("data"),
                new RetentionConfig(AudioPolicy.parse(policy), NONE, NONE, NONE));
    }

    @Test
    void keepsAudioCompressedAndLetsSegmentFilesGoOnceTheHubHasTheText() throws Exception {
        try (var box = box("7d")) {
            var voice = Voice.like(100 * Audio.SAMPLE_RATE);
            var recording = box.record(voice);
            var first = new ChunkId(recording, 0);

            box.pass();

            assertThat(box.ledger.find(first))
                    .hasValueSatisfying(chunk -> {
                        assertThat(chunk.state()).isEqualTo(ChunkState.TRANSCRIBED);
                        assertThat(chunk.isKept()).isTrue();
                        assertThat(chunk.isRaw()).as("the hub has no text yet").isTrue();
                    });

            box.acknowledge();
            box.pass();

            assertThat(box.ledger.find(first))
                    .hasValueSatisfying(chunk -> {
                        assertThat(chunk.state()).isEqualTo(ChunkState.SYNCED);
                        assertThat(chunk.isRaw()).isFalse();
                    });
            assertThat(box.recordings.files().path(first)).doesNotExist();
            assertThat(box.recordings.files().path(new ChunkId(recording, 3)))
                    .as("tells the next start when the recording ended")
                    .exists();
            var kept = OggOpusReader.of(box.files.read(first));
            assertThat(kept.decode()).hasSize(30 * Audio.SAMPLE_RATE);
            assertThat(Voice.correlation(voice, kept.decode(), 0)).isGreaterThan(0.95);
            assertThat(kept.tags()).containsEntry("CHUNK", first.toString());
            assertThat(box.ledger.keptHash(first)).contains(Sha256.hex(box.files.read(first)));
            assertThat(box.removed()).isEmpty();
        }
    }

    @Test
    void roomThatKeepsNoAudioLosesItWhenTheHubHasTheTextAndNotBefore() throws Exception {
        try (var box = box("never")) {
            var recording = box.record(Voice.like(100 * Audio.SAMPLE_RATE));

            box.pass();

            assertThat(box.removed()).isEmpty();
            assertThat(box.files.list()).isEmpty();

            box.acknowledge();
            box.ticker.advance(Duration.ofMinutes(2));
            box.pass();

            assertThat(box.removed())
                    .singleElement()
                    .satisfies(removed -> {
                        assertThat(removed.recording()).isEqualTo(recording);
                        assertThat(removed.firstSample()).isZero();
                        assertThat(removed.samples()).isEqualTo(60L * Audio.SAMPLE_RATE);
                        assertThat(removed.reason()).isEqualTo(RemovalReason.POLICY);
                    });
            assertThat(box.recordings.files().path(new ChunkId(recording, 0))).doesNotExist();
            assertThat(box.ledger.find(new ChunkId(recording, 0)))
                    .hasValueSatisfying(
                            chunk -> assertThat(chunk.state()).isEqualTo(ChunkState.EXPIRED));
        }
    }

    @Tag("T1")
    @Tag("T2")
    @Test
    void nothingAgesBeforeTheClockIsGoodNorForADayAfterItLeapt() throws Exception {
        try (var box = box("7d")) {
            box.clockIsGood = false;
            box.record(Voice.like(61 * Audio.SAMPLE_RATE));
            box.record(Voice.like(1000));
            box.acknowledge();
            box.pass();

            wait(box, Duration.ofDays(30));
            assertThat(box.removed()).as("clock was never good").isEmpty();

            box.clockIsGood = true;
            wait(box, Duration.ofMinutes(2));
            box.clock.advance(Duration.ofDays(365));
            wait(box, Duration.ofMinutes(2));
            assertThat(box.removed()).as("clock leapt a year").isEmpty();

            wait(box, Duration.ofDays(1));
            assertThat(box.removed())
                    .as("somebody had a day to set it right")
                    .allSatisfy(one -> assertThat(one.reason()).isEqualTo(RemovalReason.AGE))
                    .isNotEmpty();
        }
    }

    @Tag("T2")
    @Test
    void clockThatLeaptAndWasSetBackRemovesNothing() throws Exception {
        try (var box = box("7d")) {
            box.record(Voice.like(61 * Audio.SAMPLE_RATE));
            box.record(Voice.like(1000));
            box.acknowledge();
            box.pass();

            box.clock.advance(Duration.ofDays(365));
            wait(box, Duration.ofHours(2));
            box.clock.advance(Duration.ofDays(-365));
            wait(box, Duration.ofDays(2));
            assertThat(box.removed()).isEmpty();

            wait(box, Duration.ofDays(6));
            assertThat(box.removed()).isNotEmpty();
        }
    }

    private static void wait(Box box, Duration time) throws Exception {
        // In steps, as time goes by.
        for (var i = 0; i < 4; i++) {
            box.clock.advance(time.dividedBy(4));
            box.ticker.advance(time.dividedBy(4));
            box.pass();
        }
    }

    @Test
    void finishesARemovalThatACrashInterrupted() throws Exception {
        try (var box = box("7d")) {
            var recording = box.record(Voice.like(31 * Audio.SAMPLE_RATE));
            box.record(Voice.like(1000));
            box.acknowledge();
            box.pass();
            var chunk = box.ledger.find(new ChunkId(recording, 0)).orElseThrow();
            box.ledger.expired(box::append, List.of(chunk), RemovalReason.SPACE, Box.NOW);
            assertThat(box.files.path(chunk.chunk())).exists();

            box.pass();

            assertThat(box.files.path(chunk.chunk())).doesNotExist();
            assertThat(box.ledger.leftovers(10)).isEmpty();
            assertThat(box.removed()).hasSize(1);
        }
    }

    @Tag("S8")
    @Test
    void damagedAudioIsKeptAsItIsForAPersonToLookAt() throws Exception {
        try (var box = box("7d")) {
            var recording = box.record(Voice.like(31 * Audio.SAMPLE_RATE));
            var chunk = new ChunkId(recording, 0);
            var file = box.recordings.files().path(chunk);
            var bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);

            box.pass();
            box.acknowledge();
            box.pass();

            assertThat(box.ledger.find(chunk))
                    .hasValueSatisfying(
                            one -> assertThat(one.state()).isEqualTo(ChunkState.QUARANTINED));
            assertThat(file).exists();
        }
    }

    @Test
    void startMakesFilesAndRowsAgreeAgain() throws Exception {
        try (var box = box("7d")) {
            var recording = box.record(Voice.like(61 * Audio.SAMPLE_RATE));
            box.record(Voice.like(1000));
            box.pass();
            var first = box.ledger.find(new ChunkId(recording, 0)).orElseThrow();
            var second = box.ledger.find(new ChunkId(recording, 1)).orElseThrow();
            // Killed after the row, before the file went; and a rebuilt database without the row.
            box.ledger.rawDropped(List.of(first));
            box.database.inTransaction(tx -> {
                return tx.update(
                        "DELETE FROM kept_audio WHERE chunk_index = ?", second.chunk().index());
            });

            new AudioRemoval(box.ledger, box::append, box.files, box.recordings.files(), box.clock)
                    .reconcile();

            assertThat(box.recordings.files().path(first.chunk())).doesNotExist();
            assertThat(box.ledger.find(second.chunk()).orElseThrow().isKept()).isTrue();
            assertThat(box.ledger.keptHash(second.chunk()))
                    .contains(Sha256.hex(box.files.read(second.chunk())));
        }
    }
}
