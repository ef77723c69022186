package io.roomscribe.hub.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Picks the sentences that carry most of the meeting's recurring words, spread over its length.
/// Stateless.
final class SentencePicker {
    private static final int SENTENCES_MAX = 5;
    private static final int LINES_PER_SENTENCE = 8;
    private static final int WORDS_MIN = 6;
    private static final int WORDS_MAX = 30;
    private static final double SAME = 0.6;

    private static final Pattern ROUTINE =
            Pattern.compile(
                    "^(?:let me|let's|can you|i think|everyone thanks|thank)|have a nice day|thanks for joining",
                    Pattern.CASE_INSENSITIVE);

    private record Candidate(int at, String text, Set<String> stems, double score) {}

    /// @param told numbers of the lines that stand in the minutes as items already
    String pick(List<Line> lines, Set<Long> told) {
        var frequency = frequency(lines);
        var candidates = candidates(lines, told, frequency);
        var wanted = Math.clamp(lines.size() / LINES_PER_SENTENCE, 1, SENTENCES_MAX);
        var picked = new ArrayList<Candidate>();
        candidates.sort(
                Comparator.comparingDouble(Candidate::score)
                        .reversed()
                        .thenComparingInt(Candidate::at));
        for (var candidate : candidates) {
            if (picked.size() < wanted && isNew(candidate, picked)) {
                picked.add(candidate);
            }
        }
        if (picked.isEmpty()) {
            // Nothing but short or told lines: better the first of them than nothing.
            return lines.isEmpty() ? "" : Words.sentence(lines.getFirst().text(), ".");
        }
        return picked.stream()
                .sorted(Comparator.comparingInt(Candidate::at))
                .map(Candidate::text)
                .collect(Collectors.joining(" "));
    }

    /// In how many lines each stem occurs.
    private static Map<String, Integer> frequency(List<Line> lines) {
        var frequency = new HashMap<String, Integer>();
        for (var line : lines) {
            Words.stems(line.text()).forEach(stem -> frequency.merge(stem, 1, Integer::sum));
        }
        return frequency;
    }

    private static List<Candidate> candidates(
            List<Line> lines, Set<Long> told, Map<String, Integer> frequency) {
        var candidates = new ArrayList<Candidate>();
        for (var i = 0; i < lines.size(); i++) {
            if (told.contains(lines.get(i).number())) {
                continue;
            }
            for (var clause : Clauses.of(lines.get(i).text())) {
                var plain = Clauses.withoutLeading(clause);
                var length = Words.of(plain).size();
                if (length >= WORDS_MIN
                        && length <= WORDS_MAX
                        && !Clauses.isQuestion(clause)
                        && !ROUTINE.matcher(plain).find()) {
                    var stems = Words.stems(plain);
                    candidates.add(
                            new Candidate(
                                    i,
                                    Words.sentence(plain, "."),
                                    stems,
                                    score(stems, length, frequency)));
                }
            }
        }
        return candidates;
    }

    /// Words said once tell little about the meeting; long sentences get no bonus for their length.
    private static double score(Set<String> stems, int length, Map<String, Integer> frequency) {
        var sum = 0.0;
        for (var stem : stems) {
            sum += Math.log(frequency.getOrDefault(stem, 1)) + 0.1;
        }
        return sum / Math.sqrt(length);
    }

    private static boolean isNew(Candidate candidate, List<Candidate> picked) {
        return picked.stream()
                .noneMatch(one -> Words.containment(one.stems(), candidate.stems()) >= SAME);
    }
}
