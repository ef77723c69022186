package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What an outbox entry says. Closed set; the hub applies each exactly once, in sequence.
///
/// All `firstSample`/`samples` count at 16 kHz from the recording's first sample; every `Instant`
/// is the box's wall clock, as good as the recording's [ClockQuality].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EntryBody.RecordingStarted.class, name = "recording-started"),
    @JsonSubTypes.Type(value = EntryBody.RecordingEnded.class, name = "recording-ended"),
    @JsonSubTypes.Type(value = EntryBody.RecordingRetimed.class, name = "recording-retimed"),
    @JsonSubTypes.Type(value = EntryBody.Utterance.class, name = "utterance"),
    @JsonSubTypes.Type(value = EntryBody.Chunk.class, name = "chunk"),
    @JsonSubTypes.Type(value = EntryBody.Gap.class, name = "gap"),
    @JsonSubTypes.Type(value = EntryBody.Health.class, name = "health"),
    @JsonSubTypes.Type(value = EntryBody.Mark.class, name = "mark"),
    @JsonSubTypes.Type(value = EntryBody.Erased.class, name = "erased"),
    @JsonSubTypes.Type(value = EntryBody.Tombstone.class, name = "tombstone"),
    @JsonSubTypes.Type(value = EntryBody.StreamOpened.class, name = "stream-opened"),
    @JsonSubTypes.Type(value = EntryBody.AudioRemoved.class, name = "audio-removed"),
    @JsonSubTypes.Type(value = EntryBody.Update.class, name = "update"),
    @JsonSubTypes.Type(value = EntryBody.Acceptance.class, name = "acceptance"),
})
public sealed interface EntryBody {

    /// A recording began. Comes before anything that names it.
    ///
    /// @param bootId the kernel's boot id: one for all recordings between two boots
    /// @param startedAt wall time of sample 0
    /// @param source what is recorded, for people: `line: USB Audio`, `file: meeting.wav`
    record RecordingStarted(
            RecordingId recording,
            RoomId room,
            String roomName,
            String bootId,
            Instant startedAt,
            ClockQuality clock,
            String source)
            implements EntryBody {}

    /// A recording ended after `samples` samples. Every utterance in it comes before.
    record RecordingEnded(RecordingId recording, long samples, EndReason reason)
            implements EntryBody {
        public RecordingEnded {
            Checks.notNegative("samples", samples);
        }
    }

    /// The box's clock became good after the recording began: it began at another time than was
    /// told. Everything in it moves along; entries that come later already carry the better time.
    ///
    /// @param startedAt wall time of sample 0, counted back by monotonic time
    record RecordingRetimed(RecordingId recording, Instant startedAt, ClockQuality clock)
            implements EntryBody {}

    /// A final result between two silences.
    ///
    /// @param text the words as a person would write them (capitals, numbers in digits, the room's
    ///   terms, no "um"), joined by blanks; never empty
    /// @param words as they were recognised
    /// @param startedAt wall time of `firstSample`
    /// @param capturedAt wall time at which the last sample reached the recorder. Equal to the
    ///   utterance's end but when a file is played faster than real time
    /// @param speaker the speaker vector (128 numbers), empty when there is none
    /// @param language BCP 47, of the model
    /// @param model the speech model's folder name
    record Utterance(
            RecordingId recording,
            long firstSample,
            long samples,
            Instant startedAt,
            Instant capturedAt,
            String text,
            List<Word> words,
            List<Float> speaker,
            String language,
            String model)
            implements EntryBody {
        public Utterance {
            Checks.notNegative("firstSample", firstSample);
            Checks.notNegative("samples", samples);
            if (text.isBlank()) {
                throw new IllegalArgumentException("utterance without text");
            }
            words = List.copyOf(words);
            speaker = List.copyOf(speaker);
        }
    }

    /// A sealed chunk whose speech is recognised: everything said in it came before.
    ///
    /// @param hash SHA-256 of its PCM, 64 hexadecimal digits
    /// @param peakDbfs highest sample, 0 is full scale, -120 is digital silence
    /// @param rmsDbfs mean power, likewise
    record Chunk(
            ChunkId chunk,
            long firstSample,
            long samples,
            Instant startedAt,
            String hash,
            double peakDbfs,
            double rmsDbfs)
            implements EntryBody {
        public Chunk {
            Checks.notNegative("firstSample", firstSample);
            Checks.notNegative("samples", samples);
        }
    }

    /// A stretch without audio in a room.
    record Gap(RoomId room, Instant startedAt, Instant endedAt, GapReason reason)
            implements EntryBody {
        public Gap {
            if (endedAt.isBefore(startedAt)) {
                throw new IllegalArgumentException(
                        "gap ends before it starts: " + startedAt + " to " + endedAt);
            }
        }
    }

    /// A health condition of the box came up or went away.
    ///
    /// @param code kebab-case, one of the box's declared conditions
    /// @param text one sentence for a technician; names no person and quotes no speech
    record Health(String code, Severity severity, boolean active, Instant at, String text)
            implements EntryBody {}

    /// Somebody marked a moment.
    ///
    /// @param label for people; may be empty
    record Mark(RoomId room, Instant at, String label) implements EntryBody {}

    /// The box took a step of an update of its software.
    ///
    /// @param version that it is on the way to
    /// @param before that it had
    /// @param reason one sentence for a technician; may be empty
    record Update(String version, String before, UpdateStep step, String reason, Instant at)
            implements EntryBody {}

    /// A technician accepted the room: a phrase came from the far seat through microphone,
    /// recogniser and outbox. Everything it names comes before it, so the hub can complete it at
    /// once, whenever it comes. Holds no recognised word.
    ///
    /// @param by who accepted, in their own words
    /// @param phrase that was read aloud
    /// @param noiseDbfs noise floor of the room
    /// @param chunk in which the phrase begins; it may be sealed later
    /// @param stream of `entries`
    /// @param entries sequences of the utterances that the phrase was heard in
    /// @param software of the box
    record Acceptance(
            UUID id,
            RoomId room,
            Instant at,
            String by,
            String phrase,
            double noiseDbfs,
            CommandResult.PhraseHeard heard,
            ChunkId chunk,
            StreamId stream,
            List<Long> entries,
            String software)
            implements EntryBody {
        public Acceptance {
            entries = List.copyOf(entries);
        }
    }

    /// Something was erased by request. The hub erases the same: what it says in `stretches`, and
    /// everything that was made from it.
    record Erased(ErasureReceipt receipt, List<Stretch> stretches) implements EntryBody {
        public Erased {
            stretches = List.copyOf(stretches);
        }
    }

    /// A stretch of audio is not on the box any more; its text is not touched.
    record AudioRemoved(
            RecordingId recording, long firstSample, long samples, RemovalReason reason, Instant at)
            implements EntryBody {
        public AudioRemoved {
            Checks.notNegative("firstSample", firstSample);
            Checks.notNegative("samples", samples);
        }
    }

    /// Stands in the place of entries that will never come, so that the sequence stays without a
    /// gap: those from `from` up to the sequence of the entry that carries it. Its hash is the one
    /// that the last of them had, so that what follows is still proven; nothing proves itself.
    ///
    /// @param instead what the box could still make out of its other tables of what is gone
    record Tombstone(long from, TombstoneReason reason, List<EntryBody> instead)
            implements EntryBody {
        public Tombstone {
            Checks.notNegative("from", from);
            instead = List.copyOf(instead);
        }
    }

    /// First entry of an outbox's life that is not the box's first: the earlier stream is closed.
    /// What the hub may lack of it and the box still has comes again in this one.
    ///
    /// @param previous the closed stream, [Message#NO_STREAM] when the box does not know it
    /// @param last highest sequence the box knows of it, 0 for none
    /// @param lost what of it the hub may lack and the box cannot send any more
    record StreamOpened(StreamId previous, StreamReason reason, long last, List<Message.Range> lost)
            implements EntryBody {
        public StreamOpened {
            Checks.notNegative("last", last);
            lost = List.copyOf(lost);
        }
    }
}
