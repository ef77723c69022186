package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.speechmodel.ModelKind;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import java.time.Duration;
import java.time.Instant;

/// What a command asks a box to do. Closed set; a name that this release does not know is read as
/// [Unknown], so that the box can say so instead of staying silent.
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        property = "name",
        defaultImpl = CommandBody.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = CommandBody.Start.class, name = "start"),
    @JsonSubTypes.Type(value = CommandBody.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = CommandBody.Mute.class, name = "mute"),
    @JsonSubTypes.Type(value = CommandBody.Unmute.class, name = "unmute"),
    @JsonSubTypes.Type(value = CommandBody.Mark.class, name = "mark"),
    @JsonSubTypes.Type(value = CommandBody.Identify.class, name = "identify"),
    @JsonSubTypes.Type(value = CommandBody.Restart.class, name = "restart"),
    @JsonSubTypes.Type(value = CommandBody.AudioTest.class, name = "audio-test"),
    @JsonSubTypes.Type(value = CommandBody.SupportBundle.class, name = "support-bundle"),
    @JsonSubTypes.Type(value = CommandBody.FetchBundle.class, name = "fetch-bundle"),
    @JsonSubTypes.Type(value = CommandBody.FetchAudio.class, name = "fetch-audio"),
    @JsonSubTypes.Type(value = CommandBody.ForgetLast.class, name = "forget-last"),
    @JsonSubTypes.Type(value = CommandBody.ForgetRange.class, name = "forget-range"),
    @JsonSubTypes.Type(value = CommandBody.Update.class, name = "update"),
    @JsonSubTypes.Type(value = CommandBody.Doctor.class, name = "doctor"),
    @JsonSubTypes.Type(value = CommandBody.Transfer.class, name = "transfer"),
    @JsonSubTypes.Type(value = CommandBody.MicCheck.class, name = "mic-check"),
    @JsonSubTypes.Type(value = CommandBody.Accept.class, name = "accept"),
    @JsonSubTypes.Type(value = CommandBody.Decommission.class, name = "decommission"),
    @JsonSubTypes.Type(value = CommandBody.InstallModel.class, name = "install-model"),
    @JsonSubTypes.Type(value = CommandBody.ListModels.class, name = "list-models"),
})
public sealed interface CommandBody {
    /// The longest stretch of audio that can be fetched at once: about 90 kB of Opus.
    Duration FETCH_MAX = Duration.ofSeconds(30);

    /// The longest stretch that [ForgetLast] takes.
    int FORGET_MINUTES_MAX = 24 * 60;

    /// Records from now on; the opposite of [Stop].
    record Start() implements CommandBody {}

    /// Ends the recording, and with it the meeting; nothing is recorded until [Start].
    record Stop() implements CommandBody {}

    /// Stores no sample until [Unmute].
    record Mute() implements CommandBody {}

    /// Takes a [Mute] back. Refused while the switch on the box mutes.
    record Unmute() implements CommandBody {}

    /// Marks this moment in the transcript.
    ///
    /// @param label for people, at most 200 characters; may be empty
    record Mark(String label) implements CommandBody {
        public Mark {
            Checks.shorterThan("label", label, 200);
        }
    }

    /// Lets the box be seen, by its lamp.
    record Identify(int seconds) implements CommandBody {
        public Identify {
            Checks.within("seconds", seconds, 1, 300);
        }
    }

    /// Ends the process; whatever runs it starts it again.
    record Restart() implements CommandBody {}

    /// Measures the microphone for some seconds. Answers figures, never audio.
    record AudioTest(int seconds) implements CommandBody {
        public AudioTest {
            Checks.within("seconds", seconds, 1, 60);
        }
    }

    /// Packs logs, conditions and configuration for support; no secrets, nothing that was said.
    record SupportBundle() implements CommandBody {}

    /// Asks for a part of a support bundle that the box has packed. Answers
    /// [CommandResult.BundlePart], at most [#PART_BYTES_MAX] from the offset on.
    ///
    /// @param file its name, as [CommandResult.Bundle] gave it
    record FetchBundle(String file, long offset) implements CommandBody {
        /// Fits, as Base64, into a message as large as the longest piece of audio.
        public static final int PART_BYTES_MAX = 96 * 1024;

        public FetchBundle {
            Checks.shorterThan("file", file, 64);
            Checks.within("offset", offset, 0, Integer.MAX_VALUE);
        }
    }

    /// Asks for the audio of a stretch, where the room keeps audio. Answers [CommandResult.Sound].
    record FetchAudio(Stretch stretch) implements CommandBody {
        public FetchAudio {
            if (stretch.samples() > Audio.samples(FETCH_MAX)) {
                throw new IllegalArgumentException("more than " + FETCH_MAX + " at once");
            }
        }
    }

    /// Erases what was said in the last minutes, on the box and in the hub.
    record ForgetLast(int minutes) implements CommandBody {
        public ForgetLast {
            Checks.within("minutes", minutes, 1, FORGET_MINUTES_MAX);
        }
    }

    /// Erases what was said from one moment to another, on the box and in the hub.
    record ForgetRange(Instant from, Instant to) implements CommandBody {
        public ForgetRange {
            Checks.ascending(from, to);
        }
    }

    /// Takes a signed release from the hub. Answered when the box has begun; how it goes comes as
    /// [EntryBody.Update], since the box restarts in between.
    ///
    /// @param atOnce does not wait for the maintenance window
    record Update(String version, boolean atOnce) implements CommandBody {
        public Update {
            Checks.shorterThan("version", version, 64);
        }
    }

    /// Looks at the box as `roomscribe-device doctor` does. Answers [CommandResult.Diagnosis].
    record Doctor() implements CommandBody {}

    /// Records for another room from now on; the process starts anew for it. What was recorded
    /// before belongs to the room it was recorded in, also when its words come later.
    ///
    /// @param roomName for people
    record Transfer(RoomId room, String roomName) implements CommandBody {
        public Transfer {
            Checks.shorterThan("roomName", roomName, 200);
            if (roomName.isBlank()) {
                throw new IllegalArgumentException("a room without a name");
            }
        }
    }

    /// Compares what was said in the last seconds with a phrase that somebody read aloud then.
    /// Waits until that is recognised. Answers [CommandResult.PhraseHeard]: figures and places in
    /// the phrase, never what was said.
    record MicCheck(String phrase, int seconds) implements CommandBody {
        /// The longest stretch that is looked back on.
        public static final int SECONDS_MAX = 60;

        public MicCheck {
            Checks.shorterThan("phrase", phrase, 500);
            Checks.within("seconds", seconds, 1, SECONDS_MAX);
        }
    }

    /// Accepts the room on a phrase that a [MicCheck] has heard: the box puts
    /// [EntryBody.Acceptance] into its outbox. Refused when the phrase was not understood. Answers
    /// [CommandResult.Accepted].
    ///
    /// @param stretch as the check answered it
    /// @param noiseDbfs noise floor of the room
    /// @param by who accepts
    record Accept(String phrase, Stretch stretch, double noiseDbfs, String by)
            implements CommandBody {
        public Accept {
            Checks.shorterThan("phrase", phrase, 500);
            Checks.shorterThan("by", by, 200);
            Checks.within(
                    "samples",
                    stretch.samples(),
                    1,
                    (long) MicCheck.SECONDS_MAX * Audio.SAMPLE_RATE);
        }
    }

    /// Takes the box out of service: it records nothing from now on, sends what it has, erases
    /// itself but for its keys, and answers [CommandResult.Decommissioned]. The hub then takes its
    /// right to connect away, and the box destroys its keys.
    ///
    /// @param by who decommissions
    record Decommission(String by) implements CommandBody {
        public Decommission {
            Checks.shorterThan("by", by, 200);
        }
    }

    /// Takes a model from the hub. Answered when the box has begun, or has it already; how it goes
    /// tells [ListModels], since a large model takes its time.
    ///
    /// @param model its name, which is its folder's on the box
    /// @param sha256 as `ModelManifest` counts it
    /// @param bytes of all its files
    record InstallModel(String model, ModelKind kind, String sha256, long bytes)
            implements CommandBody {
        public InstallModel {
            ModelManifest.checkName(model);
            if (!Sha256.isHex(sha256)) {
                throw new IllegalArgumentException("sha256 is not 64 hexadecimal digits");
            }
            Checks.within("bytes", bytes, 1, 1L << 40);
        }
    }

    /// Asks which models were pushed to the box. Answers [CommandResult.BoxModels].
    record ListModels() implements CommandBody {}

    /// A command of a later release; never sent.
    record Unknown() implements CommandBody {}
}
