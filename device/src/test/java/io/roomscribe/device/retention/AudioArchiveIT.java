package io.roomscribe.device.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.RemovalReason;
import io.roomscribe.protocol.message.Stretch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AudioArchiveIT {
    private static final DataSize NONE = new DataSize(0);
    private static final int SECOND = Audio.SAMPLE_RATE;
    private static final int MARGIN = SECOND * 3 / 10;

    @TempDir private Path folder;
    private final short[] voice = Voice.like(70 * SECOND);
    private @Nullable Box opened;
    private RecordingId recording = new RecordingId(0);

    @BeforeEach
    void record() throws Exception {
        opened =
                new Box(
                        folder.resolve("data"),
                        new RetentionConfig(AudioPolicy.parse("7d"), NONE, NONE, NONE));
        recording = box().record(voice);
    }

    @AfterEach
    void close() {
        box().close();
    }

    private Box box() {
        return Objects.requireNonNull(opened);
    }

    private Stretch from(int first, int end) {
        return new Stretch(recording, first, end - first);
    }

    private short[] decoded(CommandResult.Sound clip) throws Exception {
        return OggOpusReader.of(Base64.getDecoder().decode(clip.ogg())).decode();
    }

    private short[] original(CommandResult.Sound clip) {
        var first = (int) clip.stretch().firstSample();
        return Arrays.copyOfRange(voice, first, first + (int) clip.stretch().samples());
    }

    @Test
    void givesTheSentenceWithALittleMarginFromSegmentFilesAndFromCompressedOnesAlike()
            throws Exception {
        // Over the border between two chunks.
        var raw = box().archive.fetch(from(29 * SECOND, 33 * SECOND));

        box().acknowledge();
        box().pass();
        assertThat(box().ledger.find(new ChunkId(recording, 0)).orElseThrow().isRaw()).isFalse();
        var compressed = box().archive.fetch(from(29 * SECOND, 33 * SECOND));

        for (var clip : List.of(raw, compressed)) {
            assertThat(clip.stretch().firstSample()).isEqualTo(29 * SECOND - MARGIN);
            assertThat(clip.stretch().samples()).isEqualTo(4 * SECOND + 2 * MARGIN);
            assertThat(Voice.correlation(original(clip), decoded(clip), 0)).isGreaterThan(0.9);
        }
    }

    @Test
    void longestPieceFitsIntoAPacketOfTheBroker() {
        var clip = box().archive.fetch(from(0, 30 * SECOND));

        assertThat(clip.stretch().samples()).isEqualTo(30 * SECOND + MARGIN);
        assertThat(clip.ogg().length()).isLessThan(135_000);
    }

    @Test
    void saysThatAudioIsGone() throws Exception {
        box().pass();
        var chunk = box().ledger.find(new ChunkId(recording, 0)).orElseThrow();
        box().ledger.expired(box()::append, List.of(chunk), RemovalReason.SPACE, Box.NOW);

        assertThatThrownBy(() -> box().archive.fetch(from(SECOND, 2 * SECOND)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("not on the box any more");
    }

    @Test
    void roomThatKeepsNoAudioGivesNone() {
        var archive =
                new AudioArchive(
                        new RetentionConfig(new AudioPolicy.Never(), NONE, NONE, NONE),
                        box().data,
                        box().database,
                        box().recordings);

        assertThatThrownBy(() -> archive.fetch(from(SECOND, 2 * SECOND)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("lets nobody hear");
    }

    @Test
    void erasesAStretchFromCompressedFilesAndLeavesTheRestPlayable() throws Exception {
        box().acknowledge();
        box().pass();

        box().archive.erase(new Stretch(recording, 20 * SECOND, 15L * SECOND));
        box().archive.erase(new Stretch(recording, 20 * SECOND, 15L * SECOND));

        for (var index = 0; index < 2; index++) {
            var chunk = new ChunkId(recording, index);
            var file = OggOpusReader.of(box().files.read(chunk));
            var samples = file.decode();
            var first = index * 30 * SECOND;
            for (var i = 0; i < samples.length; i++) {
                if (first + i >= 20 * SECOND && first + i < 35 * SECOND) {
                    assertThat(Math.abs(samples[i])).as("sample %d", first + i).isLessThan(40);
                }
            }
            assertThat(file.tags()).containsEntry("PCM_SHA256", "erased");
            assertThat(box().ledger.keptHash(chunk)).contains(Sha256.hex(box().files.read(chunk)));
        }
        var before = box().archive.fetch(from(5 * SECOND, 15 * SECOND));
        var after = box().archive.fetch(from(40 * SECOND, 50 * SECOND));
        assertThat(Voice.correlation(original(before), decoded(before), 0)).isGreaterThan(0.85);
        assertThat(Voice.correlation(original(after), decoded(after), 0)).isGreaterThan(0.85);
    }
}
