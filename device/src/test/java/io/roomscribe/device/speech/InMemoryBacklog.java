package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// Recordings in memory and, as the store does, what was committed of them. Thread-safe.
final class InMemoryBacklog implements SpeechBacklog, SpeechListener {
    static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

    final List<EntryBody.Utterance> utterances = new CopyOnWriteArrayList<>();

    /// `partial`, `utterance` and `progress`, in the order they came, without the words.
    final List<String> events = new CopyOnWriteArrayList<>();

    /// The guess that is shown now.
    volatile String shown = "";

    private final Map<RecordingId, short[]> recordings = new LinkedHashMap<>();
    private final Map<RecordingId, Long> through = new LinkedHashMap<>();

    synchronized RecordingId add(long id, short[] samples) {
        var recording = new RecordingId(id);
        recordings.put(recording, samples);
        through.put(recording, 0L);
        return recording;
    }

    @Override
    public synchronized Optional<RecordedSpeech> oldest() {
        return recordings.entrySet().stream()
                .filter(one -> through(one.getKey()) < one.getValue().length)
                .findFirst()
                .map(one ->
                        new InMemoryRecording(one.getKey(), one.getValue(), through(one.getKey())));
    }

    synchronized long through(RecordingId recording) {
        return through.getOrDefault(recording, 0L);
    }

    synchronized boolean isDone() {
        return oldest().isEmpty();
    }

    String text() {
        return utterances.stream().map(EntryBody.Utterance::text).collect(Collectors.joining(" "));
    }

    /// As they were recognised.
    List<String> words() {
        return utterances.stream()
                .flatMap(one -> one.words().stream())
                .map(word -> word.text())
                .toList();
    }

    List<String> texts() {
        return new ArrayList<>(utterances.stream().map(EntryBody.Utterance::text).toList());
    }

    @Override
    public void partial(RecordingId recording, long firstSample, String text, Instant capturedAt) {
        events.add("partial");
        shown = text;
    }

    @Override
    public synchronized void utterance(EntryBody.Utterance utterance) {
        utterances.add(utterance);
        events.add("utterance");
        shown = "";
        through.merge(
                utterance.recording(), utterance.firstSample() + utterance.samples(), Math::max);
    }

    @Override
    public synchronized void progress(RecordingId recording, long throughSample) {
        events.add("progress");
        through.merge(recording, throughSample, Math::max);
    }

    private record InMemoryRecording(
            RecordingId recording, List<short[]> samples, long recognisedThrough)
            implements RecordedSpeech {

        InMemoryRecording(RecordingId recording, short[] samples, long recognisedThrough) {
            this(recording, List.of(samples), recognisedThrough);
        }

        @Override
        public int read(long fromSample, short[] into, Duration timeout) {
            var all = samples.getFirst();
            var count = (int) Math.min(into.length, all.length - fromSample);
            if (count <= 0) {
                return -1;
            }
            System.arraycopy(all, (int) fromSample, into, 0, count);
            return count;
        }

        @Override
        public Instant at(long sample) {
            return START.plus(Audio.duration(sample));
        }

        @Override
        public Instant capturedAt(long sample) {
            return at(sample).plusMillis(5);
        }

        @Override
        public void close() {}
    }
}
