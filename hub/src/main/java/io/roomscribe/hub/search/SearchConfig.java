package io.roomscribe.hub.search;

import io.roomscribe.protocol.configuration.Setting;
import java.util.Optional;

/// Section `search` of the hub's configuration.
public record SearchConfig(
        @Setting("Search by meaning, too. It takes about 250 MiB of memory once something is said")
                boolean meaning,
        @Setting(
                        "Model that 'language.endpoint' is asked for vectors, such as bge-m3. Without"
                                + " one, a small English model inside the hub makes them, and"
                                + " transcripts in other languages are found by their words only")
                Optional<String> embeddingModel) {

    public static SearchConfig defaults() {
        return new SearchConfig(true, Optional.empty());
    }
}
