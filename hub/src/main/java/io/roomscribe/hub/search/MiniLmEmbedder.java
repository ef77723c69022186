package io.roomscribe.hub.search;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.roomscribe.hub.language.LanguageTag;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// all-MiniLM-L6-v2, quantised, inside this process: English, 384 dimensions, about 8 ms of one
/// processor for a hundred words (measured, facts/stack.md 7). Loaded when first needed; one
/// thread, so that it takes at most one processor from ingest.
///
/// Thread-safe: one text at a time, others wait.
final class MiniLmEmbedder implements Embedder {
    private static final System.Logger LOG = System.getLogger(MiniLmEmbedder.class.getName());
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final int DIMENSIONS = 384;
    private static final int PIECES_MAX = 256;

    private @Nullable Loaded loaded;

    private record Loaded(WordPieces pieces, OrtEnvironment environment, OrtSession session) {}

    @Override
    public String id() {
        return "all-minilm-l6-v2-q";
    }

    /// Related and unrelated sentences of other languages come out alike (0.48 and 0.42 in Korean).
    @Override
    public boolean speaks(String language) {
        return language.isEmpty() || LanguageTag.base(language).equals("en");
    }

    /// Of questions to passages of meetings: those that answer had 0.3 and more, others 0.2 and
    /// less.
    @Override
    public double leastLikeness() {
        return 0.22;
    }

    @Override
    public synchronized List<float[]> embed(List<String> texts) {
        try {
            var model = loaded();
            var vectors = new ArrayList<float[]>();
            for (var text : texts) {
                vectors.add(vector(model, text));
            }
            return vectors;
        } catch (OrtException
                | IOException
                | UnsatisfiedLinkError
                | ExceptionInInitializerError e) {
            throw SearchException.vectors(e.getClass().getSimpleName(), e);
        }
    }

    private Loaded loaded() throws OrtException, IOException {
        var current = loaded;
        if (current == null) {
            try (var model = resource(MODEL);
                    var tokenizer = resource(TOKENIZER);
                    var options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                var environment = OrtEnvironment.getEnvironment();
                current =
                        new Loaded(
                                new WordPieces(tokenizer),
                                environment,
                                environment.createSession(model.readAllBytes(), options));
            }
            loaded = current;
            LOG.log(Level.INFO, "Vector model loaded model={0}", id());
        }
        return current;
    }

    private static InputStream resource(String name) throws IOException {
        var stream = OrtEnvironment.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IOException("no " + name);
        }
        return stream;
    }

    private static float[] vector(Loaded model, String text) throws OrtException {
        var ids = model.pieces().of(text, PIECES_MAX);
        var ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (var input = tensor(model, ids);
                var mask = tensor(model, ones);
                var types = tensor(model, new long[ids.length]);
                var result =
                        model.session()
                                .run(
                                        Map.of(
                                                "input_ids",
                                                input,
                                                "attention_mask",
                                                mask,
                                                "token_type_ids",
                                                types))) {
            return mean(((float[][][]) result.get(0).getValue())[0]);
        }
    }

    private static OnnxTensor tensor(Loaded model, long[] values) throws OrtException {
        return OnnxTensor.createTensor(
                model.environment(), LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private static float[] mean(float[][] pieces) {
        var sum = new float[DIMENSIONS];
        for (var piece : pieces) {
            for (var i = 0; i < DIMENSIONS; i++) {
                sum[i] += piece[i];
            }
        }
        return Vectors.normalized(sum);
    }

    @Override
    public synchronized void close() {
        var current = loaded;
        loaded = null;
        if (current != null) {
            try {
                current.session().close();
            } catch (OrtException e) {
                LOG.log(Level.WARNING, "Vector model not closed code={0}", e.getCode());
            }
        }
    }
}
