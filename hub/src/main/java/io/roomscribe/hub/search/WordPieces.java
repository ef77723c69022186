package io.roomscribe.hub.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Cuts text into the pieces that BERT's uncased models know: words without capitals and accents,
/// punctuation apart, and each word into the longest known pieces from its start.
///
/// Written out here because the usual library brings 20 MB of native code and a network client.
/// Immutable.
final class WordPieces {
    private static final int WORD_LENGTH_MAX = 100;

    private final Map<String, Integer> pieces = new HashMap<>();
    private final int unknown;
    private final int begin;
    private final int end;

    /// @param tokenizer a `tokenizer.json` with a WordPiece model
    WordPieces(InputStream tokenizer) throws IOException {
        var vocabulary = new ObjectMapper().readTree(tokenizer).at("/model/vocab");
        vocabulary.properties().forEach(one -> pieces.put(one.getKey(), one.getValue().asInt()));
        unknown = special("[UNK]");
        begin = special("[CLS]");
        end = special("[SEP]");
    }

    private int special(String name) throws IOException {
        var id = pieces.get(name);
        if (id == null) {
            throw new IOException("the tokenizer has no " + name);
        }
        return id;
    }

    /// Numbers of the pieces between begin and end mark, cut off at `max`.
    long[] of(String text, int max) {
        var ids = new ArrayList<Integer>();
        ids.add(begin);
        for (var word : words(text)) {
            addPieces(word, ids);
            if (ids.size() >= max) {
                break;
            }
        }
        var kept = ids.subList(0, Math.min(ids.size(), max - 1));
        kept.add(end);
        return kept.stream().mapToLong(Integer::longValue).toArray();
    }

    private static List<String> words(String text) {
        var plain =
                Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                        .replaceAll("\\p{Mn}+", "");
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        plain.codePoints()
                .forEach(point -> {
                    if (standsAlone(point)) {
                        flush(word, words);
                        words.add(Character.toString(point));
                    } else if (Character.isWhitespace(point) || Character.isISOControl(point)) {
                        flush(word, words);
                    } else {
                        word.appendCodePoint(point);
                    }
                });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /// Punctuation and Chinese characters.
    private static boolean standsAlone(int point) {
        var isAsciiMark =
                point < 0x80
                        && point > ' '
                        && !Character.isLetterOrDigit(point)
                        && !Character.isISOControl(point);
        return isAsciiMark
                || Character.isIdeographic(point)
                || switch (Character.getType(point)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION ->
                            true;
                    default -> false;
                };
    }

    private void addPieces(String word, List<Integer> ids) {
        var found = new ArrayList<Integer>();
        var from = 0;
        while (from < word.length()) {
            var to = word.length();
            Integer id = null;
            while (to > from && id == null) {
                id = pieces.get((from > 0 ? "##" : "") + word.substring(from, to));
                to--;
            }
            if (id == null || word.length() > WORD_LENGTH_MAX) {
                ids.add(unknown);
                return;
            }
            found.add(id);
            from = to + 1;
        }
        ids.addAll(found);
    }
}
