package io.roomscribe.device.speech;

import io.roomscribe.device.speech.SpeechException.Code;
import io.roomscribe.protocol.speechmodel.ModelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A Vosk model's folder, looked at before a process is started for it, so that a wrong path gives
/// one clear message and not a native library's.
///
/// Immutable.
public record SpeechModel(Path folder) {
    private static final List<String> ACOUSTIC = List.of("am/final.mdl", "final.mdl");
    private static final List<String> GRAPH =
            List.of("graph/HCLG.fst", "graph/HCLr.fst", "HCLG.fst", "HCLr.fst");
    private static final List<String> SPEAKER = List.of("final.ext.raw", "mean.vec", "mfcc.conf");

    private static final Pattern LANGUAGE =
            Pattern.compile("^vosk-model-(?:(?:small|tiny|big|lgraph)-)?([a-z]{2})(?:-|$)");

    /// @throws SpeechException code MODEL_MISSING, also when it is a model of the other kind
    public static void check(ModelKind kind, Path folder) {
        switch (kind) {
            case SPEECH -> new SpeechModel(folder).check();
            case SPEAKER -> checkSpeaker(folder);
        }
    }

    /// @throws SpeechException code MODEL_MISSING
    static void check(SpeechConfig config) {
        new SpeechModel(config.model()).check();
        config.speakerModel().ifPresent(SpeechModel::checkSpeaker);
    }

    static String nameOf(Path folder) {
        return Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
                .map(Path::toString)
                .orElse("model");
    }

    /// By the rule that Vosk names its models by: `vosk-model-small-de-0.15`; English when it says
    /// nothing.
    static String language(Path folder) {
        var name = LANGUAGE.matcher(nameOf(folder));
        return name.find() ? name.group(1) : "en";
    }

    private void check() {
        needFolder("speech model", folder, "speech.model");
        needOneOf("speech model", folder, ACOUSTIC, "speech.model");
        needOneOf("speech model", folder, GRAPH, "speech.model");
    }

    private static void checkSpeaker(Path folder) {
        needFolder("speaker model", folder, "speech.speaker-model");
        for (var file : SPEAKER) {
            needOneOf("speaker model", folder, List.of(file), "speech.speaker-model");
        }
    }

    private static void needFolder(String what, Path folder, String key) {
        if (!Files.isDirectory(folder)) {
            throw missing(what, folder, "there is no such folder", key);
        }
    }

    private static void needOneOf(String what, Path folder, List<String> names, String key) {
        var found = names.stream().map(folder::resolve).filter(Files::exists).findFirst();
        if (found.isEmpty()) {
            throw missing(what, folder, names.getFirst() + " is not in it", key);
        }
        try {
            if (!Files.isReadable(found.get()) || Files.size(found.get()) == 0) {
                throw missing(
                        what, folder, found.get().getFileName() + " is empty or not readable", key);
            }
        } catch (IOException e) {
            throw missing(what, folder, e.getClass().getSimpleName(), key);
        }
    }

    private static SpeechException missing(String what, Path folder, String why, String key) {
        return new SpeechException(
                Code.MODEL_MISSING, "cannot use %s %s: %s".formatted(what, folder, why), hint(key));
    }

    static String hint(String key) {
        return "fetch one with 'roomscribe models install' and name its folder in '%s';"
                        .formatted(key)
                + " recording goes on, and its words follow when the model is there";
    }
}
