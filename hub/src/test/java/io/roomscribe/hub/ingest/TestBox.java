package io.roomscribe.hub.ingest;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.DeviceState;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Envelope;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A box's outbox without the box: makes entries in an unbroken chain, and the messages that carry
/// them.
final class TestBox {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    final DeviceId id;
    final StreamId stream;
    final RoomId room;
    final RecordingId recording;
    private final MessageCodec codec = new MessageCodec();
    private final List<Entry> entries = new ArrayList<>();

    TestBox(String id, long seed) {
        this(id, seed, seed);
    }

    TestBox(String id, long seed, long stream) {
        this.id = new DeviceId(id);
        this.stream = new StreamId(stream);
        this.room = new RoomId("boardroom");
        this.recording = new RecordingId(seed);
    }

    /// Another box with the same identity that went its own way: a copied SD card.
    TestBox copy() {
        var copy = new TestBox(id.value(), stream.bits());
        copy.entries.addAll(entries);
        return copy;
    }

    TestBox starts() {
        return add(
                new EntryBody.RecordingStarted(
                        recording,
                        room,
                        "Boardroom",
                        "boot",
                        START,
                        ClockQuality.NTP,
                        "line: Test"));
    }

    TestBox says(String text, Duration after) {
        var words = List.of(new Word(text, 0, 900, 0.9));
        return add(
                new EntryBody.Utterance(
                        recording,
                        Audio.samples(after),
                        Audio.SAMPLE_RATE,
                        START.plus(after),
                        START.plus(after).plusSeconds(1),
                        text,
                        words,
                        List.of(),
                        "en",
                        "test-model"));
    }

    TestBox seals(int chunk) {
        var after = Duration.ofSeconds(30L * chunk);
        return add(
                new EntryBody.Chunk(
                        new ChunkId(recording, chunk),
                        Audio.samples(after),
                        30L * Audio.SAMPLE_RATE,
                        START.plus(after),
                        "0".repeat(64),
                        -3,
                        -30));
    }

    TestBox ends(Duration after) {
        return add(
                new EntryBody.RecordingEnded(recording, Audio.samples(after), EndReason.STOPPED));
    }

    TestBox add(EntryBody body) {
        return addRaw(codec.encodeBody(body));
    }

    TestBox addRaw(String payload) {
        var previous = entries.isEmpty() ? HashChain.genesis(stream) : entries.getLast().hash();
        entries.add(Entry.of(entries.size() + 1, payload, previous));
        return this;
    }

    /// Puts another payload in the place of an entry whose hash stays: a tombstone.
    TestBox replace(int sequence, EntryBody body) {
        var hash = entries.get(sequence - 1).hash();
        entries.set(sequence - 1, new Entry(sequence, codec.encodeBody(body), hash));
        return this;
    }

    Entry entry(int sequence) {
        return entries.get(sequence - 1);
    }

    int size() {
        return entries.size();
    }

    /// The entries `from` to `to`, both included, as an outbox message.
    byte[] frame(int from, int to) {
        return frame(entries.subList(from - 1, to));
    }

    byte[] all() {
        return frame(1, entries.size());
    }

    byte[] frame(List<Entry> some) {
        return codec.encode(
                Envelope.of(
                        id,
                        stream,
                        some.getFirst().sequence(),
                        START,
                        new Message.OutboxFrame(some)));
    }

    byte[] birth(boolean online, UUID session, long firstSequence) {
        return codec.encode(
                Envelope.of(
                        id,
                        stream,
                        0,
                        START,
                        new Message.Birth(
                                online,
                                session,
                                room,
                                "Boardroom",
                                "1.0",
                                firstSequence,
                                entries.size(),
                                ClockQuality.NTP,
                                DeviceState.RECORDING)));
    }
}
