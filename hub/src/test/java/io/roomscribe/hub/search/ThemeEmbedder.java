package io.roomscribe.hub.search;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Knows a few themes by their words: texts of one theme point in one direction.
final class ThemeEmbedder implements Embedder {
    private static final List<Set<String>> THEMES =
            List.of(
                    Set.of("budget", "money", "financial", "spending", "cost"),
                    Set.of("delay", "postponed", "later", "late"),
                    Set.of("firmware", "release", "software", "update"),
                    Set.of("lunch", "soup", "hungry", "restaurant"));

    int made;

    @Override
    public String id() {
        return "themes";
    }

    @Override
    public boolean speaks(String language) {
        return language.startsWith("en");
    }

    @Override
    public double leastLikeness() {
        return 0.3;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        made += texts.size();
        return texts.stream().map(ThemeEmbedder::vector).toList();
    }

    private static float[] vector(String text) {
        var vector = new float[THEMES.size() + 1];
        vector[THEMES.size()] = 0.1f;
        for (var word : text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
            for (var i = 0; i < THEMES.size(); i++) {
                if (THEMES.get(i).contains(word)) {
                    vector[i]++;
                }
            }
        }
        return Vectors.normalized(vector);
    }

    @Override
    public void close() {}
}
