package io.roomscribe.hub.summary;

import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Decision;
import io.roomscribe.hub.summary.Minutes.Entry;
import io.roomscribe.hub.summary.Minutes.Extra;
import io.roomscribe.hub.summary.Minutes.OpenQuestion;
import io.roomscribe.hub.summary.Minutes.Section;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts other words for what minutes say, text by text. What an item rests on stays as it was said.
///
/// Immutable.
final class WordedMinutes {
    private final Map<String, String> wording;

    WordedMinutes(Map<String, String> wording) {
        this.wording = Map.copyOf(wording);
    }

    Minutes of(Minutes minutes) {
        return new Minutes(
                word(minutes.title()),
                paragraphs(minutes.summary()),
                minutes.topics().stream().map(this::word).toList(),
                minutes.sections().stream()
                        .map(one ->
                                new Section(
                                        word(one.heading()),
                                        sentences(one.text()),
                                        one.firstSegment(),
                                        one.lastSegment()))
                        .toList(),
                minutes.decisions().stream()
                        .map(one -> new Decision(word(one.text()), one.evidence()))
                        .toList(),
                minutes.actionItems().stream()
                        .map(one ->
                                new ActionItem(
                                        word(one.text()), one.owner(), one.due(), one.evidence()))
                        .toList(),
                minutes.openQuestions().stream()
                        .map(one -> new OpenQuestion(word(one.text()), one.evidence()))
                        .toList(),
                minutes.extras().stream().map(this::extra).toList(),
                Optional.empty());
    }

    private Extra extra(Extra extra) {
        return new Extra(
                extra.key(),
                extra.title(),
                extra.shape(),
                extra.entries().stream()
                        .map(one ->
                                new Entry(
                                        word(one.text()),
                                        word(one.back()),
                                        one.choices().stream().map(this::word).toList(),
                                        one.evidence()))
                        .toList());
    }

    private String word(String text) {
        return wording.getOrDefault(text, text);
    }

    private String sentences(String text) {
        return SentenceEvidence.sentences(text).stream()
                .map(this::word)
                .collect(Collectors.joining(" "));
    }

    private String paragraphs(String text) {
        return text.lines().map(this::sentences).collect(Collectors.joining("\n"));
    }

    /// Every text of minutes that can have other words, each once.
    static Set<String> texts(Minutes minutes) {
        var texts = new LinkedHashSet<String>();
        texts.add(minutes.title());
        minutes.summary().lines().forEach(line -> texts.addAll(SentenceEvidence.sentences(line)));
        minutes.decisions().forEach(one -> texts.add(one.text()));
        minutes.actionItems().forEach(one -> texts.add(one.text()));
        minutes.openQuestions().forEach(one -> texts.add(one.text()));
        texts.addAll(minutes.topics());
        for (var section : minutes.sections()) {
            texts.add(section.heading());
            texts.addAll(SentenceEvidence.sentences(section.text()));
        }
        for (var extra : minutes.extras()) {
            for (var entry : extra.entries()) {
                texts.addAll(List.of(entry.text(), entry.back()));
                texts.addAll(entry.choices());
            }
        }
        texts.removeIf(String::isBlank);
        return texts;
    }
}
