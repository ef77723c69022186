package io.roomscribe.protocol.speechmodel;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a box does with a model.
public enum ModelKind {
    /// Recognises words; named in `speech.model`.
    @JsonProperty("speech")
    SPEECH("speech.model"),
    /// Tells speakers apart; named in `speech.speaker-model`.
    @JsonProperty("speaker")
    SPEAKER("speech.speaker-model");

    private final String setting;

    ModelKind(String setting) {
        this.setting = setting;
    }

    /// The configuration key by which a box uses such a model.
    public String setting() {
        return setting;
    }
}
