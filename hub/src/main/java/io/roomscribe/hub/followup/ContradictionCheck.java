package io.roomscribe.hub.followup;

import io.roomscribe.hub.followup.ContradictionPrompt.Claim;
import io.roomscribe.hub.summary.Opposites;
import io.roomscribe.hub.summary.SentenceEvidence;
import io.roomscribe.hub.transcript.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Decides what of a model's pairs is pointed out: both quotes have to stand in their transcripts,
/// where their decisions stand, and the two have to be about one matter without saying the same.
///
/// Confined to one comparison.
final class ContradictionCheck {
    /// Of a quote's content; models drop and mend a word here and there.
    private static final double QUOTED = 0.8;

    private final Function<String, List<Segment>> transcripts;
    private final Map<String, Spoken> spoken = new HashMap<>();

    private record Spoken(List<Segment> segments, SentenceEvidence evidence) {}

    /// @param transcripts what was said in a meeting, in order
    ContradictionCheck(Function<String, List<Segment>> transcripts) {
        this.transcripts = transcripts;
    }

    Optional<Contradiction> of(Claim claim, List<Standing> now, List<Standing> earlier) {
        if (claim.now() < 1
                || claim.now() > now.size()
                || claim.earlier() < 1
                || claim.earlier() > earlier.size()) {
            return Optional.empty();
        }
        var one = now.get(claim.now() - 1);
        var other = earlier.get(claim.earlier() - 1);
        var isBorneOut =
                isQuoted(claim.nowQuote(), one)
                        && isQuoted(claim.earlierQuote(), other)
                        && isSaid(one.decision().text(), one)
                        && isSaid(other.decision().text(), other)
                        && Opposites.areThinkable(one.decision().text(), other.decision().text());
        return isBorneOut
                ? Optional.of(new Contradiction(one.side(), other.side()))
                : Optional.empty();
    }

    /// A quote is more than a sentence that is borne out: nearly all of it stands there.
    private boolean isQuoted(String quote, Standing decision) {
        return SentenceEvidence.shareOf(quote, decision.quote()) >= QUOTED
                && isSaid(quote, decision);
    }

    /// Where the decision itself was said, not somewhere else in the meeting.
    private boolean isSaid(String quote, Standing decision) {
        var said = spoken.computeIfAbsent(decision.meeting().id(), this::spoken);
        var segments = decision.decision().evidence().segments();
        var claimed = -1;
        for (var i = 0; i < said.segments().size(); i++) {
            if (segments.contains(said.segments().get(i).number())) {
                claimed = i;
                break;
            }
        }
        if (claimed < 0 || quote.isBlank()) {
            return false;
        }
        var at = said.evidence().find(quote, claimed);
        return at.isPresent() && Math.abs(at.getAsInt() - claimed) <= 1;
    }

    private Spoken spoken(String meeting) {
        var segments = transcripts.apply(meeting);
        var language = segments.isEmpty() ? "" : segments.getLast().language();
        return new Spoken(
                segments,
                new SentenceEvidence(segments.stream().map(Segment::text).toList(), language));
    }
}
