package io.roomscribe.hub.summary;

import io.roomscribe.hub.summary.Minutes.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Looks a model's claims up in the transcript. A claim is found where at least 60 % of its content
/// words, and two of them, stand in one line and its neighbours, every name in it among them, and
/// neither side denies what the other says; the line a model names is only where the search prefers
/// to end. Owners and dates count only when they were said there.
///
/// Immutable.
final class EvidenceCheck {
    /// Recognised words are wrong one time in ten and models change endings, so not all of them.
    private static final double FOUND = 0.6;

    private static final int WORDS_MIN = 2;

    private static final Pattern NEGATION =
            Pattern.compile("\\b(?:not|never|cannot|\\w+n't)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern REQUEST =
            Pattern.compile("\\b(?:can|could|would|will) you\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern SETTLING =
            Pattern.compile(
                    "\\b(?:decid\\w*|decision|agree\\w*|let's|let us|settl\\w*|go(?:ing)? with|approv\\w*"
                            + "|we will|we'll|we won't|that is fine|that's fine|okay then|we should)\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern UNDERTAKING =
            Pattern.compile(
                    "\\b(?:\\w+'ll|will|(?:can|could|would) you|action items?|tasks?|going to|has to|have to"
                            + "|needs? to|must|please|takes? care|i can)\\b",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern RECAP =
            Pattern.compile("\\baction items\\b", Pattern.CASE_INSENSITIVE);

    private static final Set<String> NOBODY =
            Words.setOf(
                    "team group everyone everybody somebody someone company customers people speaker"
                            + " participants none unknown all both me you we us they");

    /// Where a claim was found.
    record Place(int at, Evidence evidence) {}

    private final List<Line> lines;
    private final boolean english;

    /// @param lines those that the model was shown
    /// @param language whose phrases of settling and undertaking are to be heard; only English ones
    ///   are known
    EvidenceCheck(List<Line> lines, String language) {
        this.lines = List.copyOf(lines);
        this.english = language.isEmpty() || language.startsWith("en");
    }

    /// Where the claim's words stand; empty when the transcript does not have them.
    ///
    /// @param claimedAt index of the line the model named, -1 for none
    Optional<Place> find(String claim, int claimedAt) {
        var stems = Words.stems(claim);
        if (stems.size() < WORDS_MIN) {
            return Optional.empty();
        }
        var best = -1;
        var bestScore = 0.0;
        for (var i = 0; i < lines.size(); i++) {
            if (SpokenOrders.isOne(lines.get(i))) {
                continue;
            }
            var inLine = common(stems, stemsNear(i, 0));
            var around = common(stems, stemsNear(i, 1));
            var found =
                    inLine >= 1
                            && around >= WORDS_MIN
                            && around >= FOUND * stems.size()
                            && saysNoOpposite(claim, i)
                            && areNamesSaid(claim, i);
            var score =
                    inLine
                            + around / 2.0
                            + (i == claimedAt ? 0.75 : 0)
                            // What was wished for earlier is often settled later in the same words.
                            + (isSettledAt(i) || isUndertakenAt(i) ? 1 : 0);
            if (found && score > bestScore) {
                best = i;
                bestScore = score;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(new Place(best, evidence(best)));
    }

    /// "Buy it" and "we will not buy it" have all their content words in common.
    private boolean saysNoOpposite(String claim, int at) {
        return !english
                || NEGATION.matcher(claim).find() == NEGATION.matcher(lines.get(at).text()).find();
    }

    /// A wrong name makes it another claim, however many other words agree. A name counts where the
    /// work was named, or where one was just asked.
    private boolean areNamesSaid(String claim, int at) {
        var said = new HashSet<>(Words.of(lines.get(at).text()));
        if (at > 0 && !SpokenOrders.isOne(lines.get(at - 1))) {
            spokenTo(lines.get(at - 1)).ifPresent(said::add);
        }
        return Words.of(claim).stream().filter(FirstNames::isName).allMatch(said::contains);
    }

    /// Whether somebody told the machine to write it.
    boolean isOrdered(String claim) {
        var stems = Words.stems(claim);
        return lines.stream()
                .filter(SpokenOrders::isOne)
                .anyMatch(line -> common(stems, Words.stems(line.text())) >= FOUND * stems.size());
    }

    private Evidence evidence(int at) {
        var line = lines.get(at);
        return new Evidence(line.text(), List.of(line.number()), true);
    }

    /// Whether people settle something there.
    boolean isSettledAt(int at) {
        return !english || SETTLING.matcher(lines.get(at).text()).find();
    }

    /// Whether somebody takes on or is given work there, or in a recap that began just before.
    boolean isUndertakenAt(int at) {
        return !english
                || Clauses.of(lines.get(at).text()).stream().anyMatch(EvidenceCheck::isUndertaking)
                || (at > 0 && RECAP.matcher(lines.get(at - 1).text()).find());
    }

    private static boolean isUndertaking(String clause) {
        return UNDERTAKING.matcher(clause).find()
                && (!Clauses.isQuestion(clause) || REQUEST.matcher(clause).find());
    }

    /// Whether it says what to do after the meeting; "give us an update" is done in it.
    boolean isWork(String claim) {
        return !english || ActionFinder.isWork(claim);
    }

    /// The owner's name when it was said for this work: as the last name before it in its own line,
    /// or in a request to one person in the line before. A wrong owner is worse than none, so any
    /// doubt leaves it out.
    Optional<String> owner(String claimed, String claim, int at) {
        var said = Words.of(lines.get(at).text());
        var name = nameBefore(claim, said);
        if (name.isEmpty() && said.stream().noneMatch(FirstNames::isName)) {
            name =
                    at > 0
                            ? spokenTo(lines.get(at - 1)).or(() -> unlisted(claimed, said))
                            : unlisted(claimed, said);
        }
        return name.filter(one -> Words.of(claimed).contains(one)).map(Words::capital);
    }

    private static Optional<String> nameBefore(String claim, List<String> said) {
        var stems = Words.stems(claim);
        var last = Optional.<String>empty();
        for (var word : said) {
            if (FirstNames.isName(word)) {
                last = Optional.of(word);
            } else if (last.isPresent() && stems.contains(Words.stem(word))) {
                return last;
            } else if (last.isEmpty()
                    && Words.isContent(word)
                    && stems.contains(Words.stem(word))) {
                // The work is named before anybody is: "finish the tests ben".
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<String> spokenTo(Line line) {
        var names = Words.of(line.text()).stream().filter(FirstNames::isName).distinct().toList();
        return names.size() == 1 && REQUEST.matcher(line.text()).find()
                ? Optional.of(names.getFirst())
                : Optional.empty();
    }

    /// A name that no list knows, such as a family name, in the line itself.
    private static Optional<String> unlisted(String claimed, List<String> said) {
        return Words.split(claimed).stream()
                .filter(word -> Character.isUpperCase(word.charAt(0)))
                .map(Clauses::plain)
                .filter(said::contains)
                .filter(word -> Words.isContent(word) && !NOBODY.contains(word))
                .findFirst();
    }

    /// The date as it was said near the place; the one in the claim itself when none was named.
    Optional<String> due(String claimed, String claim, int at) {
        var stems = Words.stems(claimed.isBlank() ? DueFinder.find(claim).orElse("") : claimed);
        if (stems.isEmpty()) {
            return Optional.empty();
        }
        for (var i : List.of(at, at + 1, at - 1)) {
            if (i >= 0 && i < lines.size()) {
                var said = DueFinder.find(lines.get(i).text());
                if (said.isPresent() && Words.stems(said.get()).containsAll(stems)) {
                    return said;
                }
            }
        }
        return english || !stemsNear(at, 1).containsAll(stems)
                ? Optional.empty()
                : Optional.of(claimed);
    }

    private static long common(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).count();
    }

    private Set<String> stemsNear(int at, int distance) {
        var stems = new HashSet<String>();
        for (var line : SpokenOrders.without(near(at, distance))) {
            stems.addAll(Words.stems(line.text()));
        }
        return stems;
    }

    private List<Line> near(int at, int distance) {
        return lines.subList(Math.max(0, at - distance), Math.min(lines.size(), at + distance + 1));
    }
}
