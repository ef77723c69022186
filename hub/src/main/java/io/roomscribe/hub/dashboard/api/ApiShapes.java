package io.roomscribe.hub.dashboard.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.roomscribe.hub.erasure.Erasure;
import io.roomscribe.hub.fleet.DeviceCommand;
import io.roomscribe.hub.fleet.DeviceCondition;
import io.roomscribe.hub.fleet.DeviceTwin;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.speaker.Speaker;
import io.roomscribe.hub.speaker.SpeakerChange;
import io.roomscribe.hub.speaker.Speakers;
import io.roomscribe.hub.speaker.VoiceProfile;
import io.roomscribe.hub.speaker.VoiceProfileEvent;
import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.SummaryRevision;
import io.roomscribe.hub.transcript.Gap;
import io.roomscribe.hub.transcript.Mark;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.Message.TwinDesired;
import io.roomscribe.protocol.message.Message.TwinReported;
import io.roomscribe.protocol.message.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The shapes of the API, as `openapi.yaml` describes them. Times are UTC. A field is only ever
/// added.
public final class ApiShapes {
    private ApiShapes() {}

    public record RoomShape(
            String id,
            String name,
            String state,
            List<String> devices,
            Optional<MeetingShape> meeting) {}

    public record RoomsShape(List<RoomShape> rooms) {}

    public record MeetingShape(
            String id,
            String room,
            String title,
            String state,
            Instant startedAt,
            Instant endedAt,
            Optional<Double> coverage) {
        public static MeetingShape of(Meeting meeting) {
            return of(meeting, Optional.empty());
        }

        /// @param coverage how much of it was heard, in percent
        static MeetingShape of(Meeting meeting, Optional<Double> coverage) {
            return new MeetingShape(
                    meeting.id(),
                    meeting.room().value(),
                    meeting.title(),
                    meeting.state().word(),
                    meeting.startedAt(),
                    meeting.endedAt(),
                    coverage);
        }
    }

    public record MeetingsShape(List<MeetingShape> meetings) {}

    public record SegmentShape(
            long number,
            String meeting,
            RecordingId recording,
            long firstSample,
            long samples,
            Instant startedAt,
            Instant endedAt,
            Instant capturedAt,
            String speaker,
            String speakerName,
            String language,
            String model,
            String text,
            List<Word> words) {
        /// @param speakerName what to show for its speaker
        public static SegmentShape of(Segment segment, String speakerName) {
            return new SegmentShape(
                    segment.number(),
                    segment.meeting(),
                    segment.recording(),
                    segment.firstSample(),
                    segment.samples(),
                    segment.startedAt(),
                    segment.endedAt(),
                    segment.capturedAt(),
                    segment.speaker(),
                    speakerName,
                    segment.language(),
                    segment.model(),
                    segment.text(),
                    segment.words());
        }
    }

    public record SpeakerShape(
            String label, String name, String namedBy, int segments, double seconds) {
        static SpeakerShape of(Speaker speaker) {
            return new SpeakerShape(
                    speaker.label(),
                    speaker.name(),
                    speaker.namedBy().word(),
                    speaker.segments(),
                    speaker.seconds());
        }
    }

    public record SpeakersShape(String meeting, List<SpeakerShape> speakers) {
        static SpeakersShape of(Speakers speakers) {
            return new SpeakersShape(
                    speakers.meeting(), speakers.list().stream().map(SpeakerShape::of).toList());
        }
    }

    public record SpeakerChangeShape(
            Instant at,
            String kind,
            String label,
            String before,
            String after,
            List<Long> segments) {
        static SpeakerChangeShape of(SpeakerChange change) {
            return new SpeakerChangeShape(
                    change.at(),
                    change.kind().word(),
                    change.label(),
                    change.before(),
                    change.after(),
                    change.segments());
        }
    }

    public record SpeakerChangesShape(String meeting, List<SpeakerChangeShape> changes) {}

    public record ProfileShape(String id, String name, Instant consentedAt) {
        static ProfileShape of(VoiceProfile profile) {
            return new ProfileShape(profile.id(), profile.name(), profile.consentedAt());
        }
    }

    public record ProfileEventShape(String profile, Instant at, String kind, String meeting) {
        static ProfileEventShape of(VoiceProfileEvent event) {
            return new ProfileEventShape(
                    event.profile(), event.at(), event.kind().word(), event.meeting());
        }
    }

    public record ProfilesShape(List<ProfileShape> profiles, List<ProfileEventShape> events) {}

    public record GapShape(Instant startedAt, Instant endedAt, double seconds, String reason) {
        static GapShape of(Gap gap) {
            return new GapShape(
                    gap.startedAt(),
                    gap.endedAt(),
                    Duration.between(gap.startedAt(), gap.endedAt()).toMillis() / 1000.0,
                    gap.reason().word());
        }
    }

    public record TranscriptShape(
            String meeting,
            List<SegmentShape> segments,
            List<GapShape> gaps,
            List<MarkShape> marks) {}

    public record MarkShape(Instant at, String label) {
        static MarkShape of(Mark mark) {
            return new MarkShape(mark.at(), mark.label());
        }
    }

    public record RevisionShape(
            String meeting,
            int revision,
            String kind,
            @JsonProperty("final") boolean isFinal,
            long throughNumber,
            String model,
            Instant createdAt,
            Optional<Minutes> minutes) {

        static RevisionShape of(SummaryRevision revision) {
            return of(revision, Optional.of(revision.minutes()));
        }

        public static RevisionShape withoutMinutes(SummaryRevision revision) {
            return of(revision, Optional.empty());
        }

        private static RevisionShape of(SummaryRevision revision, Optional<Minutes> minutes) {
            return new RevisionShape(
                    revision.meeting(),
                    revision.revision(),
                    revision.kind().word(),
                    revision.isFinal(),
                    revision.throughNumber(),
                    revision.model(),
                    revision.createdAt(),
                    minutes);
        }
    }

    public record MinutesShape(
            String meeting, Optional<RevisionShape> latest, List<RevisionShape> revisions) {}

    public record ConditionShape(String code, String severity, String text, Instant since) {
        static ConditionShape of(DeviceCondition condition) {
            return new ConditionShape(
                    condition.code(),
                    condition.severity().word(),
                    condition.text(),
                    condition.since());
        }
    }

    /// @param site of its room; empty for none
    public record DeviceShape(
            String id,
            String room,
            String site,
            boolean online,
            String state,
            String softwareVersion,
            String clock,
            long backlog,
            Instant seenAt,
            int gaps,
            Optional<Instant> heardAt,
            Optional<Instant> certificateUntil,
            List<ConditionShape> conditions) {}

    public record DevicesShape(List<DeviceShape> devices) {}

    public record CommandShape(
            UUID id,
            String device,
            CommandBody command,
            Instant issuedAt,
            Instant expiresAt,
            String state,
            String reason,
            Optional<Instant> answeredAt,
            CommandResult result) {
        static CommandShape of(DeviceCommand command) {
            return new CommandShape(
                    command.id(),
                    command.device().value(),
                    command.command(),
                    command.issuedAt(),
                    command.expiresAt(),
                    command.state(),
                    command.reason(),
                    command.answeredAt(),
                    command.result());
        }
    }

    /// @param delta desired keys that are not in force as desired
    public record TwinShape(
            String device,
            TwinDesired desired,
            TwinReported reported,
            Optional<Instant> reportedAt,
            List<String> delta) {
        static TwinShape of(DeviceTwin twin) {
            return new TwinShape(
                    twin.device().value(),
                    twin.desired(),
                    twin.reported(),
                    twin.reportedAt(),
                    twin.delta());
        }
    }

    /// @param cleanedAt when the hub's files held nothing of it any more
    public record ErasureShape(
            String device,
            ErasureReceipt receipt,
            int segments,
            Instant appliedAt,
            Optional<Instant> cleanedAt) {
        static ErasureShape of(Erasure erasure) {
            return new ErasureShape(
                    erasure.device().value(),
                    erasure.receipt(),
                    erasure.segments(),
                    erasure.appliedAt(),
                    erasure.cleanedAt());
        }
    }

    public record ErasuresShape(List<ErasureShape> erasures) {}

    public record CommandsShape(List<CommandShape> commands) {}

    public record StatusShape(
            String version,
            Instant now,
            int rooms,
            int roomsRecording,
            int devices,
            int devicesOnline,
            int meetingsRunning,
            boolean signIn) {}
}
