package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.StreamId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// What an [Envelope] carries, one type a topic. Closed set.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Birth.class, name = "birth"),
    @JsonSubTypes.Type(value = Message.OutboxFrame.class, name = "outbox"),
    @JsonSubTypes.Type(value = Message.Partial.class, name = "partial"),
    @JsonSubTypes.Type(value = Message.Level.class, name = "level"),
    @JsonSubTypes.Type(value = Message.Ack.class, name = "ack"),
    @JsonSubTypes.Type(value = Message.Command.class, name = "command"),
    @JsonSubTypes.Type(value = Message.Reply.class, name = "reply"),
    @JsonSubTypes.Type(value = Message.TwinDesired.class, name = "twin-desired"),
    @JsonSubTypes.Type(value = Message.TwinReported.class, name = "twin-reported"),
})
public sealed interface Message {

    /// Retained state of a box, and its will (`online` false).
    ///
    /// @param session random for each connection, the same in its will, so that an old will cannot
    ///   put out a newer session
    /// @param firstSequence lowest sequence the box can still send of its stream
    /// @param lastSequence highest sequence allocated, 0 when there is none
    /// @param state what the box is doing, one of [DeviceState]
    record Birth(
            boolean online,
            UUID session,
            RoomId room,
            String roomName,
            String softwareVersion,
            long firstSequence,
            long lastSequence,
            ClockQuality clock,
            DeviceState state)
            implements Message {}

    /// Up to 50 entries of one stream, ascending, or 64 KiB.
    record OutboxFrame(List<Entry> entries) implements Message {
        public static final int ENTRIES_MAX = 50;
        public static final int BYTES_MAX = 64 * 1024;

        public OutboxFrame {
            entries = List.copyOf(entries);
            if (entries.isEmpty() || entries.size() > ENTRIES_MAX) {
                throw new IllegalArgumentException(
                        "a frame carries 1 to 50 entries, not " + entries.size());
            }
        }
    }

    /// The recogniser's guess at the utterance being spoken; the next one replaces it, the final
    /// utterance removes it. An empty text means that the guess was withdrawn.
    ///
    /// @param firstSample where the utterance began
    /// @param capturedAt wall time at which the last sample it has heard reached the recorder
    record Partial(RecordingId recording, long firstSample, String text, Instant capturedAt)
            implements Message {}

    /// Input level over the last stretch, twice a second at most.
    record Level(double peakDbfs, double rmsDbfs) implements Message {}

    /// Retained: what the hub has durably accepted of the stream named in the envelope. Only this
    /// moves an entry on.
    ///
    /// @param through every entry up to and including this sequence is committed
    /// @param beyond committed ranges above `through`
    /// @param hubEpoch changes when the hub lost or restored its store: send from `through` again
    /// @param entriesPerSecondMax pace the hub asks for
    /// @param throughHash hash of the entry `through`: proves to the box that the hub's stream is
    ///   its own; empty when the hub does not know it
    record Ack(
            long through,
            List<Range> beyond,
            UUID hubEpoch,
            int entriesPerSecondMax,
            @AddedLater @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> throughHash)
            implements Message {
        public Ack {
            Checks.notNegative("through", through);
            beyond = List.copyOf(beyond);
        }

        public Ack(long through, List<Range> beyond, UUID hubEpoch, int entriesPerSecondMax) {
            this(through, beyond, hubEpoch, entriesPerSecondMax, Optional.empty());
        }
    }

    /// The hub asks the box for something, once: the id tells a repetition.
    ///
    /// @param expiresAt from then on it is answered `expired` and not done
    record Command(UUID id, Instant issuedAt, Instant expiresAt, CommandBody command)
            implements Message {
        public Command {
            Checks.ascending(issuedAt, expiresAt);
        }
    }

    /// What became of a command. A command that comes again is answered again, not done again.
    ///
    /// @param command its id
    /// @param reason one sentence for people; empty when it is done
    record Reply(
            UUID command, CommandOutcome outcome, String reason, Instant at, CommandResult result)
            implements Message {}

    /// Retained: the configuration the hub wants the box to have, beside the box's own file.
    ///
    /// @param version rises with each change
    /// @param settings keys as in the box's configuration file; a key that is not in here has the
    ///   file's value, or its default
    record TwinDesired(long version, Map<String, String> settings) implements Message {
        public TwinDesired {
            Checks.notNegative("version", version);
            settings = sorted(settings);
        }
    }

    /// Retained: what the box made of the desired configuration.
    ///
    /// @param version of the desired configuration that this answers, 0 before the first
    /// @param settings the values in force of every key that the hub may set
    /// @param pendingRestart keys whose desired value is in force after the next restart
    record TwinReported(
            long version,
            Map<String, String> settings,
            List<RefusedSetting> refused,
            List<String> pendingRestart)
            implements Message {
        public TwinReported {
            Checks.notNegative("version", version);
            settings = sorted(settings);
            refused = List.copyOf(refused);
            pendingRestart = List.copyOf(pendingRestart);
        }
    }

    private static Map<String, String> sorted(Map<String, String> settings) {
        return Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /// Sequences `from` to `to`, both included.
    record Range(long from, long to) {
        public Range {
            if (from < 1 || to < from) {
                throw new IllegalArgumentException("not a range: %d to %d".formatted(from, to));
            }
        }
    }

    /// What a stream id is when there is none yet.
    StreamId NO_STREAM = new StreamId(0);
}
