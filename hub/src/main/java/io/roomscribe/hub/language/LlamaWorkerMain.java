package io.roomscribe.hub.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// llama.cpp in a process of its own: native code that crashes, hangs or grows never takes the hub
/// with it. Reads [WorkerFrames] from its input and ends when the hub is gone, even in the middle
/// of an answer, or when nobody asked for a while.
///
/// Its argument is the number of idle seconds. It always ends by `System.exit` or `halt`: after
/// llama.cpp was loaded a JVM does not end by itself.
public final class LlamaWorkerMain {
    /// A sign of life every so many tokens.
    private static final int PROGRESS_EVERY = 8;

    private final Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
    private final BlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>(4);
    private @Nullable LlamaModel model;

    private LlamaWorkerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var worker = new LlamaWorkerMain();
        Thread.ofPlatform().daemon(true).name("requests").start(worker::readRequests);
        try {
            worker.serve(Long.parseLong(arguments[0]));
            System.exit(0);
        } catch (IOException e) {
            // The hub no longer listens.
            Runtime.getRuntime().halt(0);
        }
    }

    private void readRequests() {
        try (var in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var frame = WorkerFrames.read(in);
                    frame.isPresent();
                    frame = WorkerFrames.read(in)) {
                requests.put(frame.get());
            }
        } catch (IOException | InterruptedException e) {
            // The same as the end of the input.
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve(long idleSeconds) throws InterruptedException, IOException {
        while (true) {
            var request = Optional.ofNullable(requests.poll(idleSeconds, TimeUnit.SECONDS));
            if (request.isEmpty()) {
                return;
            }
            WorkerFrames.write(out, reply(request.get()));
        }
    }

    private ObjectNode reply(JsonNode request) throws IOException {
        try {
            return switch (request.path("op").asText()) {
                case "load" -> load(request);
                case "count" -> count(request);
                case "answer" -> answer(request);
                default -> failed("unknown request");
            };
        } catch (RuntimeException e) {
            // llama.cpp's own exception is not public; its text may repeat the request.
            return failed(e.getClass().getSimpleName());
        }
    }

    private static ObjectNode failed(String reason) {
        return WorkerFrames.frame("failed").put("reason", reason);
    }

    private ObjectNode load(JsonNode request) {
        model =
                new LlamaModel(
                        new ModelParameters()
                                .setModel(request.path("model").asText())
                                .setCtxSize(request.path("contextTokens").asInt())
                                .setThreads(request.path("threads").asInt())
                                .setParallel(1)
                                .disableLog());
        return WorkerFrames.frame("loaded");
    }

    private LlamaModel loaded() {
        if (model == null) {
            throw new IllegalStateException("no model is loaded");
        }
        return model;
    }

    /// The prompt in the model's own chat form, from the template in its file.
    private String chat(JsonNode request) {
        return loaded().applyTemplate(
                        new InferenceParameters("")
                                .setMessages(
                                        request.path("instructions").asText(),
                                        List.of(
                                                new Pair<>(
                                                        "user",
                                                        request.path("message").asText()))));
    }

    private ObjectNode count(JsonNode request) {
        return WorkerFrames.frame("counted").put("tokens", loaded().encode(chat(request)).length);
    }

    private ObjectNode answer(JsonNode request) throws IOException {
        var tokensMax = request.path("answerTokensMax").asInt();
        var parameters =
                new InferenceParameters(chat(request))
                        .setNPredict(tokensMax)
                        .setTemperature(0)
                        .setSeed(1)
                        .setCachePrompt(true);
        var text = new StringBuilder();
        var told = 0;
        var tokens = 0;
        for (var output : loaded().generate(parameters)) {
            text.append(output.text);
            if (++tokens % PROGRESS_EVERY == 0) {
                WorkerFrames.write(
                        out,
                        WorkerFrames.frame("progress")
                                .put("tokens", tokens)
                                .put("piece", text.substring(told)));
                told = text.length();
            }
        }
        return WorkerFrames.frame("answered")
                .put("text", text.toString())
                .put("tokens", tokens)
                .put("cut", tokens >= tokensMax);
    }
}
