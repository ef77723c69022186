package io.roomscribe.hub.dashboard.live;

import io.roomscribe.hub.dashboard.api.ApiShapes.MeetingShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.RevisionShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.SegmentShape;
import java.time.Instant;
import java.util.Optional;

/// What goes down a live connection, as JSON in the event's data.
///
/// Immutable.
sealed interface LiveMessage {

    /// The event's name.
    String name();

    /// By which a reader who was cut off says where; empty for what has none.
    default Optional<String> id() {
        return Optional.empty();
    }

    record Partial(String room, String device, String text, Instant capturedAt)
            implements LiveMessage {
        @Override
        public String name() {
            return "partial";
        }
    }

    record Level(String room, String device, double peakDbfs, double rmsDbfs)
            implements LiveMessage {
        @Override
        public String name() {
            return "level";
        }
    }

    record Segment(String room, SegmentShape segment) implements LiveMessage {
        @Override
        public Optional<String> id() {
            return Optional.of(String.valueOf(segment.number()));
        }

        @Override
        public String name() {
            return "segment";
        }
    }

    record Speaker(String room, String meeting, long number, String speaker, String speakerName)
            implements LiveMessage {
        @Override
        public String name() {
            return "speaker";
        }
    }

    record Speakers(String room, String meeting) implements LiveMessage {
        @Override
        public String name() {
            return "speakers";
        }
    }

    /// Read a meeting's transcript again.
    record Transcript(String room, String meeting) implements LiveMessage {
        @Override
        public String name() {
            return "transcript";
        }
    }

    record Gap(String room) implements LiveMessage {
        @Override
        public String name() {
            return "gap";
        }
    }

    record Meeting(String room, MeetingShape meeting) implements LiveMessage {
        @Override
        public String name() {
            return "meeting";
        }
    }

    record Summary(String room, RevisionShape revision) implements LiveMessage {
        @Override
        public String name() {
            return "summary";
        }
    }

    record Device(String room, String device) implements LiveMessage {
        @Override
        public String name() {
            return "device";
        }
    }

    /// Events were lost: read again what is shown.
    record Resync(String reason) implements LiveMessage {
        @Override
        public String name() {
            return "resync";
        }
    }
}
