package io.roomscribe.hub.speaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.hub.speaker.Speaker.NamedBy;
import io.roomscribe.hub.speaker.VoiceProfileEvent.Kind;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.RandomId;
import io.roomscribe.hub.transcript.SegmentVoices;
import io.roomscribe.protocol.accuracy.BestMatching;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/// Voices that outlive their meeting, because their owners asked for it: made from a meeting that
/// is not final yet, deleted at a word, every use logged. Names cross meetings by this and by
/// nothing else.
///
/// Thread-safe.
public final class VoiceProfiles {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /// Less speech describes a voice too badly to be known again.
    private static final double SECONDS_MIN = 10;

    private final SpeakerStore store;
    private final SpeakerConfig config;
    private final Clock clock;
    private final RandomGenerator random;

    /// @param random makes unguessable ids
    public VoiceProfiles(
            SpeakerStore store, SpeakerConfig config, Clock clock, RandomGenerator random) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    public List<VoiceProfile> profiles() {
        return store.read(handle ->
                handle.createQuery("select * from voice_profile order by name, id")
                        .map((row, context) -> profile(row))
                        .list());
    }

    /// What was done with all profiles, deleted ones too, oldest first.
    public List<VoiceProfileEvent> events() {
        return store.read(handle ->
                handle.createQuery("select * from voice_profile_event order by id")
                        .map((row, context) ->
                                new VoiceProfileEvent(
                                        row.getString("profile_id"),
                                        HubDatabase.instant(row, "happened_at"),
                                        Kind.parse(row.getString("kind")),
                                        row.getString("meeting_id")))
                        .list());
    }

    /// Keeps the voice of a meeting's named speaker, at that person's own wish.
    ///
    /// @throws SpeakerException when the meeting is final, the speaker has no name or said too
    ///   little
    public VoiceProfile create(String meeting, String label) {
        return store.writeSafely(handle -> {
            var speaker =
                    SpeakerRows.speakers(handle, meeting)
                            .find(label)
                            .orElseThrow(SpeakerException::noSpeaker);
            if (speaker.name().isEmpty()) {
                throw SpeakerException.refused(
                        "this speaker has no name", "give the speaker a name first");
            }
            var sample = sample(handle, meeting, label);
            var profile = new VoiceProfile(RandomId.of(random), speaker.name(), clock.instant());
            handle.createUpdate(
                            """
                            insert into voice_profile (id, name, vector, likeness, consented_at)
                            values (:id, :name, :vector, :likeness, :at)
                            """)
                    .bind("id", profile.id())
                    .bind("name", profile.name())
                    .bind("vector", json(sample.centroid()))
                    .bind("likeness", sample.within())
                    .bind("at", profile.consentedAt())
                    .execute();
            note(handle, profile.id(), Kind.CREATED, meeting, profile.consentedAt());
            return profile;
        });
    }

    private VoiceCluster sample(Handle handle, String meeting, String label) {
        var clear =
                SegmentVoices.of(handle, meeting).stream()
                        .filter(segment -> segment.speaker().equals(label))
                        .map(Voice::of)
                        .filter(config::isClear)
                        .toList();
        if (clear.stream().mapToDouble(Voice::seconds).sum() < SECONDS_MIN) {
            throw SpeakerException.refused(
                    "there is too little speech of this speaker, or the meeting is final and its"
                            + " voices are erased",
                    "try again in a running meeting, after %.0f seconds of speech"
                            .formatted(SECONDS_MIN));
        }
        return VoiceCluster.of(clear);
    }

    /// Forgets a voice. Names it gave to speakers stay: they are text.
    public void delete(String id) {
        store.writeSafely(handle -> {
            var deleted =
                    handle.createUpdate("delete from voice_profile where id = :id")
                            .bind("id", id)
                            .execute();
            if (deleted == 0) {
                throw SpeakerException.noProfile();
            }
            note(handle, id, Kind.DELETED, "", clock.instant());
            return deleted;
        });
    }

    /// Names speakers whose voice is a profile's, unless a person named them. Returns whether
    /// anybody got a name.
    boolean recognise(
            Handle handle,
            String meeting,
            Map<String, VoiceCluster> voices,
            double sameVoice,
            Instant now) {
        var profiles =
                handle.createQuery("select * from voice_profile order by id")
                        .map((row, context) ->
                                new Known(
                                        profile(row),
                                        centroid(row.getString("vector")),
                                        row.getDouble("likeness")))
                        .list();
        if (profiles.isEmpty()) {
            return false;
        }
        var unnamed =
                SpeakerRows.speakers(handle, meeting).list().stream()
                        .filter(one -> one.namedBy() != NamedBy.PERSON)
                        .filter(one -> voices.containsKey(one.label()))
                        .toList();
        var alike = new double[profiles.size()][unnamed.size()];
        for (var i = 0; i < profiles.size(); i++) {
            for (var j = 0; j < unnamed.size(); j++) {
                var voice = voices.get(unnamed.get(j).label());
                var likeness = voice == null ? 0 : profiles.get(i).likeness(voice);
                alike[i][j] = likeness >= sameVoice ? likeness : 0;
            }
        }
        var matched = BestMatching.of(alike);
        var changed = false;
        for (var i = 0; i < matched.length; i++) {
            if (matched[i] == BestMatching.NONE) {
                continue;
            }
            var speaker = unnamed.get(matched[i]);
            var profile = profiles.get(i).profile();
            if (!speaker.name().equals(profile.name())) {
                SpeakerRows.name(handle, meeting, speaker.label(), profile.name(), NamedBy.PROFILE);
                note(handle, profile.id(), Kind.RECOGNISED, meeting, now);
                changed = true;
            }
        }
        return changed;
    }

    private record Known(VoiceProfile profile, List<Double> centroid, double within) {
        double likeness(VoiceCluster voice) {
            return voice.likeness(centroid, within);
        }
    }

    private static VoiceProfile profile(ResultSet row) throws SQLException {
        return new VoiceProfile(
                row.getString("id"),
                row.getString("name"),
                HubDatabase.instant(row, "consented_at"));
    }

    private static void note(Handle handle, String id, Kind kind, String meeting, Instant at) {
        handle.createUpdate(
                        """
                        insert into voice_profile_event
                            (profile_id, happened_at, kind, meeting_id)
                        values (:id, :at, :kind, :meeting)
                        """)
                .bind("id", id)
                .bind("at", at)
                .bind("kind", kind.word())
                .bind("meeting", meeting)
                .execute();
    }

    private static String json(List<Double> numbers) {
        try {
            return JSON.writeValueAsString(numbers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a vector as JSON", e);
        }
    }

    private static List<Double> centroid(String json) {
        try {
            return List.of(JSON.readValue(json, Double[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a profile's vector is not JSON", e);
        }
    }
}
