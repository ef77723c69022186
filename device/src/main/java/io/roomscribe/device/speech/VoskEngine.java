package io.roomscribe.device.speech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.device.speech.WorkerAnswer.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
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

    /// Vosk's counters are not known to be 64 bits wide everywhere.
    private static final long SAMPLES_MAX = 60L * 60 * 16_000;

    private static final byte[] TICK = new byte[4];

    private final Supplier<Recognizer> recognizers;
    private final float sampleRate;
    private Recognizer recognizer;
    private long taken;
    private long base;
    private boolean isFinal = true;

    private VoskEngine(Supplier<Recognizer> recognizers, int sampleRate) {
        this.recognizers = recognizers;
        this.sampleRate = sampleRate;
        this.recognizer = recognizers.get();
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
        return sampleRate -> new VoskEngine(() -> open(loaded, speaker, sampleRate), sampleRate);
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

    private static Recognizer open(Model model, @Nullable SpeakerModel speaker, int sampleRate) {
        try {
            var recognizer = new Recognizer(model, sampleRate);
            recognizer.setWords(true);
            if (speaker != null) {
                recognizer.setSpeakerModel(speaker);
            }
            return recognizer;
        } catch (IOException e) {
            throw new IllegalStateException("Vosk opened no recognizer", e);
        }
    }

    @Override
    public boolean accept(byte[] pcm, int offset, int length) {
        isFinal = false;
        taken += length / 2;
        return recognizer.acceptWaveForm(
                offset == 0 ? pcm : Arrays.copyOfRange(pcm, offset, offset + length), length);
    }

    @Override
    public Heard result() {
        return heard(recognizer.getResult(), origin());
    }

    @Override
    public String partial() {
        return tree(recognizer.getPartialResult()).path("partial").asText("");
    }

    @Override
    public Heard finish() {
        isFinal = true;
        return heard(recognizer.getFinalResult(), origin());
    }

    /// Vosk begins afresh after a final result and keeps its search graph: measured on the demo's
    /// meeting with 43 restarts, 5 % more CPU than none, where 43 new recognizers take twice as
    /// much. It makes no final result right after a result, so it gets two more samples.
    @Override
    public void restart() {
        if (!isFinal) {
            accept(TICK, 0, TICK.length);
            finish();
        }
        base = taken;
        if (taken > SAMPLES_MAX) {
            recognizer.close();
            recognizer = recognizers.get();
            taken = 0;
            base = 0;
        }
    }

    /// Vosk adds up seconds since the recognizer was made, the part before the last final result
    /// rounded to a 32-bit float; the same rounding takes it off again exactly.
    private double origin() {
        return (float) base / sampleRate;
    }

    @Override
    public void close() {
        recognizer.close();
    }

    static Heard heard(String json, double origin) {
        var tree = tree(json);
        var words = new ArrayList<HeardWord>();
        for (var word : tree.path("result")) {
            words.add(
                    new HeardWord(
                            word.path("word").asText(),
                            word.path("start").asDouble() - origin,
                            word.path("end").asDouble() - origin,
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
