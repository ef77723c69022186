package io.roomscribe.hub.audio;

import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.DeviceCommand;
import io.roomscribe.hub.transcript.Recording;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Stretch;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Gets the audio of a sentence: from here if it was fetched before, otherwise from its box.
///
/// Thread-safe; blocks for as long as the box takes.
public final class AudioDesk {
    private static final Logger LOG = System.getLogger(AudioDesk.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AudioClips clips;
    private final TranscriptStore transcripts;
    private final CommandDesk desk;

    /// Two people who play the same sentence ask the box once.
    private final ConcurrentMap<Stretch, DeviceCommand> underWay = new ConcurrentHashMap<>();

    public AudioDesk(AudioClips clips, TranscriptStore transcripts, CommandDesk desk) {
        this.clips = clips;
        this.transcripts = transcripts;
        this.desk = desk;
    }

    /// What a box gives out at once of a segment, from one of its samples on.
    ///
    /// @param from 0 is its first; below its length
    /// @throws AudioException when there is none to be had
    public CommandResult.Sound of(Segment segment, long from) throws InterruptedException {
        var stretch = piece(segment, from);
        var here = clips.find(stretch);
        if (here.isPresent()) {
            return here.get();
        }
        var answer = ask(stretch);
        LOG.log(
                Level.INFO,
                "Audio fetched segment={0} device={1} outcome={2}",
                Long.toString(segment.number()),
                answer.device().value(),
                answer.outcome().map(CommandOutcome::word).orElse("none"));
        return switch (answer.outcome().orElse(CommandOutcome.EXPIRED)) {
            // A box may have lost the end of what it is asked for.
            case DONE ->
                    clips.find(stretch)
                            .or(() -> clips.longestFrom(stretch))
                            .orElseThrow(() -> AudioException.refused("it was erased meanwhile"));
            case REFUSED -> throw AudioException.refused(answer.reason());
            case ACCEPTED, FAILED, EXPIRED -> throw AudioException.unreached(answer.reason());
        };
    }

    /// At most [CommandBody#FETCH_MAX]; a longer segment is heard in several pieces.
    public static Stretch piece(Segment segment, long from) {
        return new Stretch(
                segment.recording(),
                segment.firstSample() + from,
                Math.min(segment.samples() - from, Audio.samples(CommandBody.FETCH_MAX)));
    }

    private DeviceCommand ask(Stretch stretch) throws InterruptedException {
        var command = underWay.computeIfAbsent(stretch, this::order);
        try {
            return desk.await(command, PATIENCE);
        } finally {
            underWay.remove(stretch, command);
        }
    }

    private DeviceCommand order(Stretch stretch) {
        var device =
                transcripts
                        .recording(stretch.recording())
                        .orElseThrow(
                                () -> AudioException.refused("no box is known to have recorded it"))
                        .device();
        if (device.equals(Recording.UPLOADED)) {
            throw AudioException.refused("audio that was uploaded goes once it is transcribed");
        }
        return desk.order(device, new CommandBody.FetchAudio(stretch), PATIENCE);
    }
}
