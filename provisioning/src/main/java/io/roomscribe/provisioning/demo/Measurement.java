package io.roomscribe.provisioning.demo;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.accuracy.WordErrorRate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Measures a finished run, from what the hub now answers and what was seen on the way.
final class Measurement {
    private static final HubAnswer.Transcript NOTHING =
            new HubAnswer.Transcript(List.of(), List.of());

    private final HubClient hub;
    private final LiveFeed feed;
    private final Memory memory;
    private final Optional<Path> source;

    Measurement(HubClient hub, LiveFeed feed, Memory memory, Optional<Path> source) {
        this.hub = hub;
        this.feed = feed;
        this.memory = memory;
        this.source = source;
    }

    DemoOutcome take(Snapshot last, Optional<HubAnswer.Revision> revision) {
        var transcript =
                last.meeting().flatMap(meeting -> hub.transcript(meeting.id(), 0)).orElse(NOTHING);
        var text = text(transcript.segments());
        return new DemoOutcome(
                reference().map(reference -> WordErrorRate.of(reference, text).rate()),
                WordErrorRate.words(text).size(),
                transcript.gaps().stream().mapToDouble(HubAnswer.Gap::seconds).sum(),
                last.status().lastSequence(),
                last.status().acknowledged(),
                duplicates(transcript.segments()),
                missing(last),
                feed.partialLatency().millis(50),
                feed.partialLatency().millis(95),
                feed.segmentLatency().millis(50),
                feed.segmentLatency().millis(95),
                realTimeFactor(last.status()),
                new DemoOutcome.MemoryUse(
                        memory.mebibytes(Memory.Part.DEVICE),
                        memory.mebibytes(Memory.Part.WORKER),
                        memory.mebibytes(Memory.Part.HUB),
                        memory.mebibytes(Memory.Part.LANGUAGE_MODEL)),
                revision.map(HubAnswer.Revision::model),
                revision.flatMap(HubAnswer.Revision::minutes)
                        .map(HubAnswer.Minutes::summary)
                        .orElse(""));
    }

    private static String text(List<HubAnswer.Segment> segments) {
        return segments.stream()
                .sorted(
                        Comparator.comparing(HubAnswer.Segment::startedAt)
                                .thenComparingLong(HubAnswer.Segment::number))
                .map(HubAnswer.Segment::text)
                .collect(Collectors.joining(" "));
    }

    /// One box cannot begin two utterances at the same sample.
    static long duplicates(List<HubAnswer.Segment> segments) {
        var seen = new HashSet<>();
        return segments.stream().filter(segment -> !seen.add(segment.startedAt())).count();
    }

    /// By the box's own count or by the hub's, whichever is worse.
    static long missing(Snapshot last) {
        var status = last.status();
        var byHub = last.device().map(HubAnswer.Device::backlog).orElse(0L);
        return Math.max(status.lastSequence() - status.acknowledged(), byHub);
    }

    private double realTimeFactor(DeviceStatus status) {
        var audio = Audio.duration(status.samplesRecorded()).toMillis();
        var work = memory.processorTime(Memory.Part.WORKER).toMillis();
        return audio == 0 ? 0 : (double) work / audio;
    }

    /// `meeting.txt` beside `meeting.wav`.
    private Optional<String> reference() {
        return source.map(Measurement::textBeside)
                .filter(Files::isRegularFile)
                .map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static Path textBeside(Path audio) {
        var name = audio.getFileName().toString();
        var dot = name.lastIndexOf('.');
        return audio.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".txt");
    }
}
