package io.roomscribe.hub.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An installed GGUF file, run by llama.cpp in a child process that is started for the first
/// question, ends when idle, is killed when it does not answer in time, and starts again at the
/// next question after any of these.
///
/// Thread-safe: one question at a time, others wait.
final class LlamaLanguageModel implements LanguageModel {
    private static final Logger LOG = System.getLogger(LlamaLanguageModel.class.getName());

    /// Reading 1 GB from an SD card takes under a minute.
    private static final Duration LOAD_TIMEOUT = Duration.ofMinutes(2);

    /// How to run it.
    ///
    /// @param contextTokens prompt and answer together
    /// @param timeout for one answer
    /// @param idle the process ends after this long without a question
    /// @param folder the process's own temporary folder
    record Settings(int contextTokens, int threads, Duration timeout, Duration idle, Path folder) {}

    private final Path file;
    private final Settings settings;
    private final List<String> command;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile @Nullable LlamaProcess process;
    private volatile boolean closed;

    LlamaLanguageModel(Path file, Settings settings, Ticker ticker) {
        this(file, settings, LlamaProcess.command(settings.folder(), settings.idle()), ticker);
    }

    LlamaLanguageModel(Path file, Settings settings, List<String> command, Ticker ticker) {
        this.file = file;
        this.settings = settings;
        this.command = command;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        var fileName = String.valueOf(file.getFileName());
        return fileName.endsWith(".gguf")
                ? fileName.substring(0, fileName.length() - ".gguf".length())
                : fileName;
    }

    @Override
    public int contextTokens() {
        return settings.contextTokens();
    }

    @Override
    public int countTokens(Prompt prompt) throws InterruptedException {
        return ask(WorkerFrames.frame("count", prompt)).path("tokens").asInt();
    }

    @Override
    public String answer(Prompt prompt) throws InterruptedException {
        return answer(prompt, _ -> {});
    }

    @Override
    public String answer(Prompt prompt, Consumer<String> onPiece) throws InterruptedException {
        if (!fits(prompt)) {
            throw new LanguageException(
                    Code.TOO_LONG,
                    "the question and %d tokens for the answer do not fit the %d of %s"
                            .formatted(prompt.answerTokensMax(), settings.contextTokens(), name()));
        }
        var told = new StringBuilder();
        var reply =
                ask(
                        WorkerFrames.frame("answer", prompt),
                        piece -> {
                            told.append(piece);
                            onPiece.accept(piece);
                        });
        if (reply.path("cut").asBoolean()) {
            throw new LanguageException(
                    Code.CUT_OFF, "the answer of " + name() + " stopped at its length limit");
        }
        var text = reply.path("text").asText();
        if (text.isBlank()) {
            throw new LanguageException(Code.EMPTY, "the answer of " + name() + " is empty");
        }
        onPiece.accept(text.substring(Math.min(told.length(), text.length())));
        return text;
    }

    private JsonNode ask(ObjectNode request) throws InterruptedException {
        return ask(request, _ -> {});
    }

    private JsonNode ask(ObjectNode request, Consumer<String> onPiece) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return running().ask(request, settings.timeout(), onPiece);
        } catch (LanguageException e) {
            if (e.code() != Code.BAD_FILE) {
                stopProcess();
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private LlamaProcess running() throws InterruptedException {
        var current = process;
        if (current != null && current.isAlive()) {
            return current;
        }
        if (closed) {
            throw new LanguageException(Code.WORKER_DIED, name() + " is closed");
        }
        if (!Files.isReadable(file)) {
            throw new LanguageException(Code.BAD_FILE, "cannot read the model's file " + file);
        }
        var startedNanos = ticker.nanos();
        var started = LlamaProcess.start(command, settings.folder(), ticker);
        process = started;
        try {
            started.ask(
                    WorkerFrames.frame("load")
                            .put("model", file.toString())
                            .put("contextTokens", settings.contextTokens())
                            .put("threads", settings.threads()),
                    LOAD_TIMEOUT);
        } catch (LanguageException e) {
            // A worker without its model must not be asked again.
            stopProcess();
            throw e;
        }
        LOG.log(
                Level.INFO,
                "Language model loaded model={0} seconds={1}",
                name(),
                ticker.since(startedNanos).toSeconds());
        return started;
    }

    private void stopProcess() {
        var current = process;
        process = null;
        if (current != null) {
            current.close();
        }
    }

    /// Ends the process even while it answers; the asker gets [Code#WORKER_DIED].
    @Override
    public void close() {
        closed = true;
        stopProcess();
    }
}
