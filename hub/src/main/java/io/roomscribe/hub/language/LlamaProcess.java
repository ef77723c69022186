package io.roomscribe.hub.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.protocol.time.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One life of the llama.cpp process, seen from the hub. Killed, never asked to end: it keeps
/// nothing.
///
/// Confined to the thread that holds [LlamaLanguageModel]'s lock, except `close`.
final class LlamaProcess implements AutoCloseable {
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Process process;
    private final Writer toWorker;

    /// Empty at its end. Bounded by the worker's one question at a time; a worker that floods it
    /// waits in its pipe.
    private final BlockingQueue<Optional<JsonNode>> fromWorker = new LinkedBlockingQueue<>(64);

    private final Ticker ticker;

    private LlamaProcess(Process process, Ticker ticker) {
        this.process = process;
        this.ticker = ticker;
        this.toWorker = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread.ofVirtual().name("llama-frames").start(this::readFrames);
    }

    /// @param command what to run; see [#command]
    /// @param folder of its own, for the native library it unpacks under a fixed name
    static LlamaProcess start(List<String> command, Path folder, Ticker ticker) {
        try {
            Files.createDirectories(folder);
            return new LlamaProcess(
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectError(Redirect.DISCARD)
                            .start(),
                    ticker);
        } catch (IOException e) {
            throw new LanguageException(
                    Code.WORKER_DIED, "cannot start the llama.cpp process in " + folder, e);
        }
    }

    /// This JVM's own Java and class path, at low priority: minutes may wait, ingest may not.
    static List<String> command(Path folder, Duration idle) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "5"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx128m",
                        "-Djava.io.tmpdir=" + folder,
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LlamaWorkerMain.class.getName(),
                        Long.toString(Math.max(1, idle.toSeconds()))));
        return List.copyOf(command);
    }

    private void readFrames() {
        try (var in =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var frame = WorkerFrames.read(in);
                    frame.isPresent();
                    frame = WorkerFrames.read(in)) {
                fromWorker.put(frame);
            }
        } catch (IOException | UncheckedIOException e) {
            // Seen by the asker as the end of the stream.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!fromWorker.offer(Optional.empty())) {
            process.destroyForcibly();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Sends a request and waits for its reply.
    ///
    /// @param timeout without any sign of life
    JsonNode ask(ObjectNode request, Duration timeout) throws InterruptedException {
        return ask(request, timeout, _ -> {});
    }

    /// @param onPiece told what there is of the answer since the last piece
    JsonNode ask(ObjectNode request, Duration timeout, Consumer<String> onPiece)
            throws InterruptedException {
        try {
            WorkerFrames.write(toWorker, request);
        } catch (IOException e) {
            throw died();
        }
        var askedNanos = ticker.nanos();
        while (true) {
            var frame =
                    fromWorker.poll(
                            timeout.minus(ticker.since(askedNanos)).toNanos(),
                            TimeUnit.NANOSECONDS);
            if (frame == null) {
                process.destroyForcibly();
                throw new LanguageException(
                        Code.TIMED_OUT,
                        "the llama.cpp process did not answer in %d s; it was ended"
                                .formatted(timeout.toSeconds()));
            }
            var reply = frame.orElseThrow(this::died);
            if (reply.path("op").asText().equals("failed")) {
                throw new LanguageException(
                        Code.BAD_FILE,
                        "llama.cpp refused the model or the question (%s)"
                                .formatted(reply.path("reason").asText()));
            }
            if (!reply.path("op").asText().equals("progress")) {
                return reply;
            }
            onPiece.accept(reply.path("piece").asText());
            // It lives: a busy machine is slow, not stuck.
            askedNanos = ticker.nanos();
        }
    }

    private LanguageException died() {
        process.destroyForcibly();
        return new LanguageException(
                Code.WORKER_DIED, "the llama.cpp process " + process.pid() + " ended");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
