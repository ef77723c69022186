package io.roomscribe.hub.answer;

import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.Minutes.Section;
import io.roomscribe.hub.summary.SentenceEvidence;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells who comes late, or was away, what was said: at once, from the latest revision of the
/// minutes and what came after it. Every sentence is looked up in what was said in that time, and
/// left out where nothing bears it out. Asks nobody and keeps nothing.
///
/// Thread-safe.
public final class CatchUp {
    private static final int SENTENCES_MAX = 40;
    private static final int LAST_SAID = 3;
    private static final int WORDS_MIN = 4;

    private final TranscriptStore transcripts;
    private final SummaryStore summaries;

    public CatchUp(TranscriptStore transcripts, SummaryStore summaries) {
        this.transcripts = transcripts;
        this.summaries = summaries;
    }

    /// Something that was said, in the minutes' words or its own.
    ///
    /// @param segment that bears it out
    public record Sentence(String text, Segment segment) {}

    /// @param summary what was spoken about
    /// @param settled decisions, then tasks
    /// @param last what was said last, in its own words
    /// @param leftOut sentences of the minutes that nothing said in that time bears out
    /// @param revision of the minutes; 0 when there are none yet
    public record Told(
            List<Sentence> summary,
            List<Sentence> settled,
            List<Sentence> last,
            int leftOut,
            int revision) {
        public Told {
            summary = List.copyOf(summary);
            settled = List.copyOf(settled);
            last = List.copyOf(last);
        }
    }

    /// @param since empty: from the beginning
    public Told tell(Meeting meeting, Optional<Instant> since) {
        var said =
                transcripts.segments(meeting.id()).stream()
                        .filter(one -> since.isEmpty() || !one.endedAt().isBefore(since.get()))
                        .toList();
        var revision = summaries.latest(meeting.id());
        var minutes = revision.map(one -> one.minutes()).orElse(Minutes.EMPTY);
        var prose = new ArrayList<String>();
        if (since.isEmpty()) {
            prose.addAll(SentenceEvidence.sentences(minutes.summary()));
        }
        prose.addAll(sections(minutes.sections(), said));
        var summary = new ArrayList<Sentence>();
        var leftOut = check(prose, said, summary, since.isEmpty());
        return new Told(
                summary,
                settled(minutes, said),
                last(said),
                leftOut,
                revision.map(one -> one.revision()).orElse(0));
    }

    /// What a section says, where it began in that time.
    private static List<String> sections(List<Section> sections, List<Segment> said) {
        var numbers = numbers(said);
        return sections.stream()
                .filter(one -> numbers.contains(one.firstSegment()))
                .flatMap(one -> SentenceEvidence.sentences(one.text()).stream())
                .toList();
    }

    /// @param isWhole whether all that was said is there: only then a sentence without evidence
    ///   counts as left out
    private static int check(
            List<String> prose, List<Segment> said, List<Sentence> found, boolean isWhole) {
        if (said.isEmpty()) {
            return 0;
        }
        var evidence =
                new SentenceEvidence(
                        said.stream().map(Segment::text).toList(), said.getLast().language());
        var leftOut = 0;
        var told = new HashSet<String>();
        for (var sentence : prose) {
            var at = evidence.find(sentence, -1);
            if (at.isPresent() && found.size() < SENTENCES_MAX && told.add(sentence)) {
                found.add(new Sentence(sentence, said.get(at.getAsInt())));
            } else if (at.isEmpty() && isWhole) {
                leftOut++;
            }
        }
        return leftOut;
    }

    private static List<Sentence> settled(Minutes minutes, List<Segment> said) {
        var settled = new ArrayList<Sentence>();
        minutes.decisions().forEach(one -> add(settled, one.text(), one.evidence(), said));
        minutes.actionItems().forEach(one -> add(settled, one.text(), one.evidence(), said));
        return settled;
    }

    /// Verified already; what was corrected since is found no more.
    private static void add(
            List<Sentence> settled, String text, Evidence evidence, List<Segment> said) {
        if (evidence.verified() && settled.size() < SENTENCES_MAX) {
            said.stream()
                    .filter(one -> evidence.segments().contains(one.number()))
                    .findFirst()
                    .ifPresent(segment -> settled.add(new Sentence(text, segment)));
        }
    }

    private static List<Sentence> last(List<Segment> said) {
        var spoken =
                said.stream()
                        .filter(one -> one.text().split(" ", WORDS_MIN).length == WORDS_MIN)
                        .toList();
        return spoken.subList(Math.max(0, spoken.size() - LAST_SAID), spoken.size()).stream()
                .map(one -> new Sentence(SentenceEvidence.asSentence(one.text()), one))
                .toList();
    }

    private static Set<Long> numbers(List<Segment> said) {
        return said.stream().map(Segment::number).collect(Collectors.toSet());
    }
}
