package io.roomscribe.hub.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/// Speaks the llama.cpp process's language without llama.cpp: what it does is in the question.
public final class ScriptedLlamaWorkerMain {
    private ScriptedLlamaWorkerMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
        // As llama.cpp's loader does.
        System.out.print("Extracted 'libjllama.so' to ");
        System.out.flush();
        for (var frame = WorkerFrames.read(in); frame.isPresent(); frame = WorkerFrames.read(in)) {
            var message = frame.get().path("message").asText();
            var reply = WorkerFrames.frame("answered").put("text", message).put("cut", false);
            switch (frame.get().path("op").asText()) {
                case "load" -> reply = WorkerFrames.frame("loaded");
                case "count" -> reply = WorkerFrames.frame("counted").put("tokens", 10);
                default -> {
                    switch (message) {
                        case "crash" -> Runtime.getRuntime().halt(134);
                        case "hang" -> new CountDownLatch(1).await();
                        case "cut" -> reply.put("cut", true);
                        case "nothing" -> reply.put("text", " ");
                        default -> WorkerFrames.write(out, WorkerFrames.frame("progress"));
                    }
                }
            }
            WorkerFrames.write(out, reply);
        }
    }
}
