package io.roomscribe.device.retention;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.roomscribe.protocol.Audio;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gagravarr.ogg.OggFile;
import org.gagravarr.ogg.OggPacket;

/// Opus in Ogg, as [OggOpusWriter] writes it, back to PCM at 16 kHz.
///
/// Immutable.
final class OggOpusReader {
    private static final int FRAME_SAMPLES_MAX = Audio.SAMPLE_RATE * 120 / 1000;

    private final List<OggPacket> packets;
    private final Map<String, String> tags;
    private final int preSkip;

    private OggOpusReader(List<OggPacket> packets, Map<String, String> tags, int preSkip) {
        this.packets = packets;
        this.tags = tags;
        this.preSkip = preSkip;
    }

    /// @throws IOException when it is not such a file
    static OggOpusReader of(byte[] file) throws IOException {
        var packets = new ArrayList<OggPacket>();
        var reader = new OggFile(new ByteArrayInputStream(file)).getPacketReader();
        for (var next = reader.getNextPacket(); next != null; next = reader.getNextPacket()) {
            packets.add(next);
        }
        if (packets.size() < 2) {
            throw new IOException("not Opus in Ogg: no headers");
        }
        try {
            var head = ByteBuffer.wrap(packets.get(0).getData()).order(ByteOrder.LITTLE_ENDIAN);
            return new OggOpusReader(
                    List.copyOf(packets.subList(2, packets.size())),
                    tags(packets.get(1).getData()),
                    head.getShort(10));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException("not Opus in Ogg: headers are damaged", e);
        }
    }

    private static Map<String, String> tags(byte[] packet) {
        var fields = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).position(8);
        text(fields);
        var tags = new HashMap<String, String>();
        for (var left = fields.getInt(); left > 0; left--) {
            var pair = text(fields).split("=", 2);
            tags.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return Map.copyOf(tags);
    }

    private static String text(ByteBuffer fields) {
        var bytes = new byte[Math.min(fields.getInt(), fields.remaining())];
        fields.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    Map<String, String> tags() {
        return tags;
    }

    /// How many samples there are, without decoding them.
    int samples() {
        var last = packets.isEmpty() ? preSkip : packets.getLast().getGranulePosition();
        return (int) Math.max(0, (last - preSkip) / OggOpusWriter.TICKS_PER_SAMPLE);
    }

    /// Decodes all of it.
    short[] decode() throws IOException {
        var samples = new short[samples()];
        var frame = new short[FRAME_SAMPLES_MAX];
        var skip = preSkip / OggOpusWriter.TICKS_PER_SAMPLE;
        var filled = 0;
        try {
            var decoder = new OpusDecoder(Audio.SAMPLE_RATE, 1);
            for (var packet : packets) {
                var data = packet.getData();
                var count = decoder.decode(data, 0, data.length, frame, 0, frame.length, false);
                var dropped = Math.min(skip, count);
                skip -= dropped;
                var taken = Math.min(count - dropped, samples.length - filled);
                System.arraycopy(frame, dropped, samples, filled, taken);
                filled += taken;
            }
        } catch (OpusException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("Opus packets are damaged", e);
        }
        return filled == samples.length ? samples : Arrays.copyOf(samples, filled);
    }
}
