package io.roomscribe.provisioning.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// One entry of the catalogue.
///
/// Immutable.
///
/// @param language ISO 639-1, empty when it does not matter
/// @param bytes installed; a rounded figure where no hash is known
/// @param sha256 of the file, or of the folder as [Checksums] says; empty when its publisher names
///   none, and then the first install is trusted and recorded
record CatalogueModel(
        String id,
        Kind kind,
        String language,
        String licence,
        long bytes,
        String sha256,
        Form form,
        String description,
        List<Source> sources) {

    CatalogueModel {
        sources = List.copyOf(sources);
    }

    enum Kind {
        @JsonProperty("speech")
        SPEECH,
        @JsonProperty("speaker")
        SPEAKER,
        @JsonProperty("language")
        LANGUAGE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    enum Form {
        @JsonProperty("folder")
        FOLDER,
        @JsonProperty("file")
        FILE
    }

    boolean hasHash() {
        return !sha256.isEmpty();
    }
}
