package io.roomscribe.device.speech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.device.speech.WorkerAnswer.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;
import org.vosk.SpeakerModel;

/// Vosk. Its models are loaded once in a process and never closed: libvosk keeps most of the memory
/// anyway, the process is what gives it back. Confined to one thread.
final class VoskEngine implements SpeechEngine {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Recognizer recognizer;

    private VoskEngine(Recognizer recognizer) {
        this.recognizer = recognizer;
    }

    /// Loads the models.
    ///
    /// @throws ModelRefused when Vosk will not have one
    static Factory load(Path model, Optional<Path> speakerModel) throws ModelRefused {
        // -1: no lines about what was decoded, and none about the model's parts.
        LibVosk.setLogLevel(LogLevel.WARNINGS);
        LibVosk.vosk_set_log_level(-1);
        var loaded = loadModel(model);
        var speaker = speakerModel.isPresent() ? loadSpeakerModel(speakerModel.get()) : null;
        return sampleRate -> open(loaded, speaker, sampleRate);
    }

    private static Model loadModel(Path folder) throws ModelRefused {
        try {
            return new Model(folder.toString());
        } catch (IOException e) {
            throw new ModelRefused(Fault.MODEL);
        }
    }

    private static SpeakerModel loadSpeakerModel(Path folder) throws ModelRefused {
        try {
            return new SpeakerModel(folder.toString());
        } catch (IOException e) {
            throw new ModelRefused(Fault.SPEAKER_MODEL);
        }
    }

    private static VoskEngine open(Model model, @Nullable SpeakerModel speaker, int sampleRate) {
        try {
            var recognizer = new Recognizer(model, sampleRate);
            recognizer.setWords(true);
            if (speaker != null) {
                recognizer.setSpeakerModel(speaker);
            }
            return new VoskEngine(recognizer);
        } catch (IOException e) {
            throw new IllegalStateException("Vosk opened no recognizer", e);
        }
    }

    @Override
    public boolean accept(byte[] pcm, int offset, int length) {
        return recognizer.acceptWaveForm(
                offset == 0 ? pcm : java.util.Arrays.copyOfRange(pcm, offset, offset + length),
                length);
    }

    @Override
    public Heard result() {
        return heard(recognizer.getResult());
    }

    @Override
    public String partial() {
        return tree(recognizer.getPartialResult()).path("partial").asText("");
    }

    @Override
    public Heard finish() {
        return heard(recognizer.getFinalResult());
    }

    @Override
    public void close() {
        recognizer.close();
    }

    static Heard heard(String json) {
        var tree = tree(json);
        var words = new ArrayList<HeardWord>();
        for (var word : tree.path("result")) {
            words.add(
                    new HeardWord(
                            word.path("word").asText(),
                            word.path("start").asDouble(),
                            word.path("end").asDouble(),
                            word.path("conf").asDouble()));
        }
        var speaker = new ArrayList<Float>();
        tree.path("spk").forEach(number -> speaker.add(number.floatValue()));
        return words.isEmpty() ? Heard.NOTHING : new Heard(words, speaker);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            // Without the cause, whose message quotes what was said.
            throw new IllegalStateException("Vosk answered something that is not JSON");
        }
    }

    /// Vosk gives no reason.
    static final class ModelRefused extends Exception {
        private static final long serialVersionUID = 1L;

        private final Fault fault;

        ModelRefused(Fault fault) {
            super("Vosk refuses the model");
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }
}
