package io.roomscribe.hub.summary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Drops sentences and headings that the transcript knows nothing about. Prose cannot be proven by
/// words; what shares hardly any with the transcript was made up, or copied from the question.
/// Stateless.
final class ProseCheck {
    /// A summary has its own verbs; a sentence about something else shares less.
    private static final double KNOWN = 0.5;

    private static final Set<String> ANY_MEETING =
            Words.stems(
                    "meeting team group participants attendees discussed discussion agreed decided"
                            + " decision decisions action item items task tasks assigned topics"
                            + " topic agenda also then including included update updates next"
                            + " summary focused covered talked planned plans");

    private ProseCheck() {}

    static String sentences(String prose, Set<String> known) {
        var kept = new ArrayList<String>();
        for (var sentence : SentenceEvidence.sentences(prose)) {
            if (isKnown(sentence, known)) {
                kept.add(sentence.strip());
            }
        }
        return String.join(" ", kept);
    }

    static List<String> headings(List<String> headings, Set<String> known) {
        return headings.stream()
                .filter(heading -> isKnown(heading, known))
                .map(heading -> Words.sentence(heading, "").replaceFirst("\\.$", ""))
                .distinct()
                .limit(12)
                .toList();
    }

    private static boolean isKnown(String text, Set<String> known) {
        var stems = new HashSet<>(Words.stems(text));
        stems.removeAll(ANY_MEETING);
        var found = stems.stream().filter(known::contains).count();
        return found > 0 && found >= KNOWN * stems.size();
    }
}
