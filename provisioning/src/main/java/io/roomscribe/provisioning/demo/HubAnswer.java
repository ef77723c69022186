package io.roomscribe.provisioning.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the demo reads of the hub's API; `GET /openapi` describes the whole of it.
public final class HubAnswer {
    private HubAnswer() {}

    record Meetings(List<Meeting> meetings) {}

    public record Meeting(String id, String title, String state) {
        public boolean hasEnded() {
            return state.equals("ended");
        }
    }

    record SignInLink(String path) {}

    record Transcript(List<Segment> segments, List<Gap> gaps) {}

    record Segment(
            long number, Instant startedAt, Instant capturedAt, String speaker, String text) {}

    record Gap(double seconds, String reason) {}

    record MeetingMinutes(Optional<Revision> latest) {}

    record Revision(
            int revision,
            String kind,
            @JsonProperty("final") boolean isFinal,
            String model,
            Optional<Minutes> minutes) {
        boolean isExtractive() {
            return kind.equals("extractive");
        }
    }

    record Minutes(
            String summary,
            List<String> topics,
            List<Item> decisions,
            List<Item> actionItems,
            List<Item> openQuestions) {}

    /// A decision, an action item or an open question.
    record Item(String text, Optional<String> owner, Optional<String> due, Evidence evidence) {}

    record Evidence(String quote, boolean verified) {}

    record Devices(List<Device> devices) {}

    /// @param backlog entries the box has announced and the hub does not have
    record Device(String id, boolean online, String state, long backlog) {}

    /// @param state `done` when the box has done it
    record Command(String state, String reason) {
        boolean isDone() {
            return state.equals("done");
        }
    }

    /// Data of the live events the demo shows.
    record LivePartial(String text, Instant capturedAt) {}

    record LiveSegment(Segment segment) {}

    record LiveSummary(Revision revision) {}
}
