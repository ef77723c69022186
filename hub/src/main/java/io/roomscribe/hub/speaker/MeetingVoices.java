package io.roomscribe.hub.speaker;

import io.roomscribe.hub.speaker.Speaker.NamedBy;
import io.roomscribe.hub.transcript.SegmentVoice;
import io.roomscribe.hub.transcript.SegmentVoices;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// A meeting's voices in the database: gives them labels and forgets them.
///
/// Confined to the diarizer's thread.
final class MeetingVoices {
    private final SpeakerConfig config;
    private final SpeakerStore store;
    private final VoiceProfiles profiles;
    private final VoiceClustering clustering;
    private final Clock clock;

    MeetingVoices(SpeakerConfig config, SpeakerStore store, VoiceProfiles profiles, Clock clock) {
        this.config = config;
        this.store = store;
        this.profiles = profiles;
        this.clustering = new VoiceClustering(config);
        this.clock = clock;
    }

    /// What looking at a whole meeting came to.
    record Outcome(int segments, int speakers, int unsure, boolean changed) {}

    /// Meetings with segments nobody looked at, or that ended and were not looked at as a whole.
    List<String> unfinished() {
        return store.read(handle ->
                handle.createQuery(
                                """
                                select distinct s.meeting_id
                                from segment s left join segment_speaker x
                                     on x.segment_number = s.number
                                where x.segment_number is null
                                union
                                select d.meeting_id
                                from diarization d join meeting m on m.id = d.meeting_id
                                where m.state = 'ended' and not d.final and d.settled_through <
                                    (select max(number) from segment where meeting_id = m.id)
                                """)
                        .mapTo(String.class)
                        .list());
    }

    /// Labels what is new in a meeting; at its first look it learns from what has a label already.
    /// Returns the segments that got one.
    List<Long> hear(String meeting, LiveMeeting known) {
        return store.write(handle -> {
            var rows =
                    known.through() > 0
                            ? Map.<Long, SpeakerRows.Row>of()
                            : SpeakerRows.rows(handle, meeting);
            var voices =
                    SegmentVoices.after(handle, meeting, known.through()).stream()
                            .map(Voice::of)
                            .toList();
            for (var voice : voices) {
                var row = rows.get(voice.number());
                if (row != null) {
                    known.learn(row.shown(), voice);
                }
            }
            var labels = new HashMap<Long, String>();
            for (var voice : voices) {
                var isNew = !rows.containsKey(voice.number());
                known.see(voice, isNew);
                if (isNew) {
                    labels.put(voice.number(), known.hear(voice, newLabel(handle, meeting)));
                }
            }
            if (!labels.isEmpty()) {
                reopen(handle, meeting);
                SpeakerRows.hear(handle, meeting, labels);
                SegmentVoices.label(handle, labels);
            }
            return labels.entrySet().stream()
                    .filter(one -> !one.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        });
    }

    private static Supplier<String> newLabel(Handle handle, String meeting) {
        return () -> {
            var label = Speaker.label(SpeakerRows.highestLabel(handle, meeting) + 1);
            SpeakerRows.add(handle, meeting, label);
            return label;
        };
    }

    private static void reopen(Handle handle, String meeting) {
        handle.createUpdate(
                        """
                        insert into diarization (meeting_id, settled_through, final)
                        values (:meeting, 0, false) on conflict do nothing
                        """)
                .bind("meeting", meeting)
                .execute();
        handle.createUpdate("update diarization set final = false where meeting_id = :meeting")
                .bind("meeting", meeting)
                .execute();
    }

    /// Looks at all of a meeting's voices at once.
    Outcome settle(String meeting) {
        return store.write(handle -> {
            var segments = SegmentVoices.of(handle, meeting);
            var voices = segments.stream().map(Voice::of).toList();
            if (voices.stream().noneMatch(Voice::hasVector)) {
                settled(handle, meeting, segments);
                return new Outcome(0, 0, 0, false);
            }
            var rows = SpeakerRows.rows(handle, meeting);
            var clusters = clustering.speakers(voices);
            var labels = keeper(handle, meeting, rows).label(clusters, newLabel(handle, meeting));
            var heard = new HashMap<Long, String>();
            for (var voice : voices) {
                heard.put(voice.number(), heard(voice, rows, labels));
            }
            var changed = show(handle, meeting, segments, rows, heard);
            changed |= recognise(handle, meeting, clusters, heard);
            settled(handle, meeting, segments);
            return outcome(heard, changed);
        });
    }

    private static Outcome outcome(Map<Long, String> heard, boolean changed) {
        var labels = new HashSet<>(heard.values());
        labels.remove(Speakers.UNSURE);
        var unsure = heard.values().stream().filter(Speakers.UNSURE::equals).count();
        return new Outcome(heard.size(), labels.size(), (int) unsure, changed);
    }

    private static LabelKeeper keeper(
            Handle handle, String meeting, Map<Long, SpeakerRows.Row> rows) {
        var shown = new HashMap<Long, String>();
        rows.forEach((number, row) -> shown.put(number, row.shown()));
        var pinned =
                rows.entrySet().stream()
                        .filter(one -> one.getValue().isPinned())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        var named =
                SpeakerRows.speakers(handle, meeting).list().stream()
                        .filter(one -> one.namedBy() == NamedBy.PERSON)
                        .map(Speaker::label)
                        .collect(Collectors.toSet());
        return new LabelKeeper(shown, pinned, named);
    }

    /// Whose vector was erased keeps the label it had.
    private static String heard(
            Voice voice, Map<Long, SpeakerRows.Row> rows, Map<Long, String> labels) {
        var label = labels.get(voice.number());
        if (label != null) {
            return label;
        }
        var row = rows.get(voice.number());
        return !voice.hasVector() && row != null && !row.heard().isEmpty()
                ? row.heard()
                : Speakers.UNSURE;
    }

    private static boolean show(
            Handle handle,
            String meeting,
            List<SegmentVoice> segments,
            Map<Long, SpeakerRows.Row> rows,
            Map<Long, String> heard) {
        var news = new HashMap<Long, String>();
        var shown = new HashMap<Long, String>();
        for (var segment : segments) {
            var row = rows.get(segment.number());
            var now = heard.getOrDefault(segment.number(), Speakers.UNSURE);
            if (row == null || !row.heard().equals(now)) {
                news.put(segment.number(), now);
            }
            var label = row != null && row.isPinned() ? row.pinned() : now;
            if (!label.equals(segment.speaker())) {
                shown.put(segment.number(), label);
            }
        }
        SpeakerRows.hear(handle, meeting, news);
        SegmentVoices.label(handle, shown);
        return !shown.isEmpty();
    }

    /// Names those who asked to be known.
    private boolean recognise(
            Handle handle, String meeting, List<List<Voice>> clusters, Map<Long, String> heard) {
        var byLabel = new HashMap<String, VoiceCluster>();
        for (var voice : clusters.stream().flatMap(List::stream).toList()) {
            var label = heard.getOrDefault(voice.number(), Speakers.UNSURE);
            if (config.isClear(voice) && !label.equals(Speakers.UNSURE)) {
                byLabel.computeIfAbsent(label, _ -> VoiceCluster.empty(voice.size())).add(voice);
            }
        }
        return profiles.recognise(handle, meeting, byLabel, config.sameVoice(), clock.instant());
    }

    /// What was said in a meeting is not what was looked at.
    static void lookAgain(Handle handle, String meeting) {
        reopen(handle, meeting);
        handle.createUpdate(
                        "update diarization set settled_through = 0 where meeting_id = :meeting")
                .bind("meeting", meeting)
                .execute();
    }

    private static void settled(Handle handle, String meeting, List<SegmentVoice> segments) {
        var through =
                segments.stream()
                        .map(SegmentVoice::number)
                        .max(Comparator.naturalOrder())
                        .orElse(0L);
        handle.createUpdate(
                        """
                        update diarization set settled_through = :through
                        where meeting_id = :meeting
                        """)
                .bind("through", through)
                .bind("meeting", meeting)
                .execute();
    }

    /// Erases the vectors of meetings that ended, were looked at as a whole, and for which nothing
    /// has come since.
    List<String> eraseFinal(Instant untouchedSince) {
        var erased = new ArrayList<String>();
        for (var meeting : finals(untouchedSince)) {
            store.write(handle -> {
                SegmentVoices.erase(handle, meeting);
                return handle.createUpdate(
                                "update diarization set final = true where meeting_id = :meeting")
                        .bind("meeting", meeting)
                        .execute();
            });
            erased.add(meeting);
        }
        return erased;
    }

    private List<String> finals(Instant untouchedSince) {
        return store.read(handle ->
                handle.createQuery(
                                """
                                select d.meeting_id
                                from diarization d join meeting m on m.id = d.meeting_id
                                where not d.final and m.state = 'ended'
                                and m.touched_at <= :since and d.settled_through >=
                                    (select coalesce(max(number), 0) from segment
                                     where meeting_id = m.id)
                                """)
                        .bind("since", untouchedSince)
                        .mapTo(String.class)
                        .list());
    }
}
