package io.roomscribe.device.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OggOpusTest {
    private static final ChunkId CHUNK = new ChunkId(new RecordingId(7), 3);

    @ParameterizedTest
    @ValueSource(ints = {1, 319, 320, 321, 16_000, 3 * Audio.SAMPLE_RATE + 17})
    void decodesToExactlyAsManySamplesAsWentIn(int samples) throws IOException {
        var encoded = OggOpusWriter.encode(CHUNK.hashCode(), Voice.like(samples), Map.of());

        var reader = OggOpusReader.of(encoded);

        assertThat(reader.samples()).isEqualTo(samples);
        assertThat(reader.decode()).hasSize(samples);
    }

    @Test
    void soundsLikeWhatWentInAndLiesWhereItLay() throws IOException {
        var voice = Voice.like(5 * Audio.SAMPLE_RATE);

        var decoded =
                OggOpusReader.of(OggOpusWriter.encode(CHUNK.hashCode(), voice, Map.of())).decode();

        assertThat(Voice.correlation(voice, decoded, 0)).isGreaterThan(0.95);
        assertThat(Voice.correlation(voice, decoded, 0))
                .isGreaterThan(Voice.correlation(voice, decoded, 4))
                .isGreaterThan(Voice.correlation(voice, decoded, -4));
    }

    @Test
    void takesAnEighthOfTheSpace() {
        var voice = Voice.like(10 * Audio.SAMPLE_RATE);

        var encoded = OggOpusWriter.encode(CHUNK.hashCode(), voice, Map.of());

        assertThat(encoded.length).isLessThan(voice.length * Audio.BYTES_PER_SAMPLE / 8);
    }

    @Test
    void carriesItsTags() throws IOException {
        var encoded =
                OggOpusWriter.encode(
                        CHUNK.hashCode(), new short[320], Map.of("CHUNK", "a-1", "X", "ä=b"));

        assertThat(OggOpusReader.of(encoded).tags()).isEqualTo(Map.of("CHUNK", "a-1", "X", "ä=b"));
    }

    @Test
    void saysThatSomethingElseIsNotOpus() {
        assertThatThrownBy(() -> OggOpusReader.of("no Ogg".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class);
    }
}
