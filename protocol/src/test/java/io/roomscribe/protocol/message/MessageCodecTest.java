package io.roomscribe.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:15:30.250Z");
    private static final StreamId STREAM = new StreamId(0x0123456789abcdefL);
    private static final DeviceId DEVICE = new DeviceId("box-1");

    private final MessageCodec codec = new MessageCodec();

    @Test
    void readsBackWhatItWrote() {
        var body =
                new EntryBody.Utterance(
                        new RecordingId(7),
                        160_000,
                        32_000,
                        AT,
                        AT.plusSeconds(2),
                        "grüß gott \"<b>\" 🎤",
                        List.of(new Word("grüß", 10, 400, 0.93)),
                        List.of(0.5f, -1.25f),
                        "en",
                        "vosk-model-tiny-en");
        var entry = Entry.first(STREAM, codec.encodeBody(body));
        var envelope = Envelope.of(DEVICE, STREAM, 1, AT, new Message.OutboxFrame(List.of(entry)));

        var read = codec.decode(codec.encode(envelope));

        assertThat(read).isEqualTo(envelope);
        assertThat(codec.decodeBody(entry.payload())).isEqualTo(body);
    }

    @Test
    void zipsLongMessages() {
        var envelope =
                Envelope.of(
                        DEVICE,
                        STREAM,
                        1,
                        AT,
                        new Message.Partial(new RecordingId(7), 0, "word ".repeat(2000), AT));

        var bytes = codec.encode(envelope);

        assertThat(bytes.length).isLessThan(1024);
        assertThat(codec.decode(bytes)).isEqualTo(envelope);
    }

    @Test
    void neverQuotesWhatItCannotRead() {
        var bytes = "{\"version\":\"the secret words\"".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith("not a message")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void chainsEachEntryToTheOneBefore() {
        var first = Entry.first(STREAM, "{}");
        var second = Entry.of(2, "{}", first.hash());

        assertThat(first.hash()).hasSize(64).isNotEqualTo(second.hash());
        assertThat(HashChain.next(first.hash(), 2, "{}")).isEqualTo(second.hash());
        assertThat(HashChain.next(first.hash(), 2, "{ }")).isNotEqualTo(second.hash());
    }
}
