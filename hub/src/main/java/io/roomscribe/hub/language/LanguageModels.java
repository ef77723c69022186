package io.roomscribe.hub.language;

import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which models can be asked, best first: the configured service, an Ollama found on this machine,
/// an installed file run by llama.cpp. Looks again every 30 minutes, every minute while it finds
/// none.
///
/// Thread-safe.
public final class LanguageModels implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LanguageModels.class.getName());
    private static final URI OLLAMA = URI.create("http://127.0.0.1:11434/v1");
    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FRESH_WHEN_FOUND = Duration.ofMinutes(30);
    private static final Duration FRESH_WHEN_NOT = Duration.ofMinutes(1);
    private static final int THREADS_MAX = 8;

    /// Of one service; asking more of them after each other only makes people wait.
    private static final int OFFERED_MAX = 3;

    private final LanguageConfig config;
    private final Path modelsFolder;
    private final Path workFolder;
    private final URI ollama;
    private final Redaction redaction;
    private final Ticker ticker;
    private final HttpClient http;
    private final OpenAiModelList list;

    /// By endpoint and name or file, so that a running llama.cpp outlives a look around.
    private final Map<String, LanguageModel> known = new ConcurrentHashMap<>();

    private volatile @Nullable Found found;

    private record Found(List<LanguageModel> models, long atNanos) {}

    /// @param modelsFolder where `roomscribe models install` puts models
    /// @param workFolder for the temporary files of child processes
    /// @param redaction what services do not get to know, where the configuration says so
    public LanguageModels(
            LanguageConfig config,
            Path modelsFolder,
            Path workFolder,
            Redaction redaction,
            Ticker ticker) {
        this(config, modelsFolder, workFolder, redaction, OLLAMA, ticker);
    }

    LanguageModels(
            LanguageConfig config,
            Path modelsFolder,
            Path workFolder,
            Redaction redaction,
            URI ollama,
            Ticker ticker) {
        this.redaction = redaction;
        this.config = config;
        this.modelsFolder = modelsFolder;
        this.workFolder = workFolder;
        this.ollama = ollama;
        this.ticker = ticker;
        this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        this.list = new OpenAiModelList(http, LIST_TIMEOUT);
    }

    /// Models to ask, in this order; empty when there is none.
    ///
    /// @throws LanguageException when the configured service cannot be used and nothing else is
    ///   there
    public synchronized List<LanguageModel> candidates() throws InterruptedException {
        var current = found;
        if (current == null || isStale(current)) {
            current = new Found(lookAround(), ticker.nanos());
            tellChange(current.models());
            found = current;
        }
        return current.models();
    }

    /// What was found when somebody last looked, with how each has answered.
    public List<ModelHealth.State> known(ModelHealth health) {
        var current = found;
        return health.of(current == null ? List.of() : names(current.models()));
    }

    private boolean isStale(Found current) {
        var fresh = current.models().isEmpty() ? FRESH_WHEN_NOT : FRESH_WHEN_FOUND;
        return ticker.since(current.atNanos()).compareTo(fresh) >= 0;
    }

    private void tellChange(List<LanguageModel> models) {
        var before = found == null ? List.of("?") : names(found.models());
        if (!before.equals(names(models))) {
            LOG.log(Level.INFO, "Language models found models={0}", names(models));
        }
    }

    private static List<String> names(List<LanguageModel> models) {
        return models.stream().map(LanguageModel::name).toList();
    }

    private List<LanguageModel> lookAround() throws InterruptedException {
        var models = new ArrayList<LanguageModel>();
        var embedded = config.embedded() ? embedded() : Optional.<LanguageModel>empty();
        if (config.endpoint().isPresent()) {
            models.addAll(endpoint(config.endpoint().get(), embedded.isPresent()));
        } else if (config.findOllama()) {
            models.addAll(ollama());
        }
        embedded.ifPresent(models::add);
        return List.copyOf(models);
    }

    /// @param another there is something to fall back on, so a failure is only logged
    private List<LanguageModel> endpoint(URI address, boolean another) throws InterruptedException {
        try {
            var key = key();
            var names = config.model();
            if (names.isEmpty()) {
                names = OpenAiModelList.preferred(list.names(address, key));
            }
            return openAi(address, key, names);
        } catch (LanguageException e) {
            if (!another) {
                throw e;
            }
            LOG.log(Level.WARNING, "Language service cannot be used: {0}", e.getMessage());
            return List.of();
        }
    }

    private List<LanguageModel> ollama() throws InterruptedException {
        try {
            return openAi(ollama, "", OpenAiModelList.preferred(list.names(ollama, "")));
        } catch (LanguageException e) {
            // Most machines have none.
            LOG.log(Level.DEBUG, "No Ollama on this machine: {0}", e.getMessage());
            return List.of();
        }
    }

    private List<LanguageModel> openAi(URI address, String key, List<String> names) {
        return names.stream().limit(OFFERED_MAX).map(name -> openAi(address, key, name)).toList();
    }

    private LanguageModel openAi(URI address, String key, String name) {
        return known.computeIfAbsent(address + " " + name, _ -> opened(address, key, name));
    }

    private LanguageModel opened(URI address, String key, String name) {
        var model =
                new OpenAiLanguageModel(
                        address,
                        key,
                        name,
                        config.contextTokens(),
                        config.pieceWords(),
                        config.timeout());
        return config.redaction().covers(address) ? new RedactedModel(model, redaction) : model;
    }

    private String key() {
        if (config.keyFile().isEmpty()) {
            return "";
        }
        var file = config.keyFile().get();
        try {
            var key = Files.readString(file).lines().findFirst().orElse("").strip();
            if (key.isEmpty()) {
                throw new LanguageException(Code.BAD_FILE, "the key's file is empty: " + file);
            }
            return key;
        } catch (IOException e) {
            throw new LanguageException(Code.BAD_FILE, "cannot read the key's file " + file, e);
        }
    }

    private Optional<LanguageModel> embedded() {
        return installed()
                .map(file ->
                        known.computeIfAbsent(
                                file.toString(),
                                _ -> new LlamaLanguageModel(file, llamaSettings(), ticker)));
    }

    private Optional<Path> installed() {
        if (!Files.isDirectory(modelsFolder)) {
            return Optional.empty();
        }
        try (var files = Files.list(modelsFolder)) {
            return files.filter(file -> file.toString().endsWith(".gguf"))
                    .filter(this::isWanted)
                    .max(Comparator.comparingLong(LanguageModels::size));
        } catch (IOException e) {
            throw new LanguageException(
                    Code.BAD_FILE, "cannot list the models in " + modelsFolder, e);
        }
    }

    private boolean isWanted(Path file) {
        return config.embeddedModel()
                .map(id -> String.valueOf(file.getFileName()).equals(id + ".gguf"))
                .orElse(true);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the size of " + file, e);
        }
    }

    private LlamaLanguageModel.Settings llamaSettings() {
        var processors = Runtime.getRuntime().availableProcessors();
        var threads =
                config.embeddedThreads() > 0
                        ? config.embeddedThreads()
                        : Math.min(THREADS_MAX, processors);
        return new LlamaLanguageModel.Settings(
                config.embeddedContextTokens(),
                threads,
                config.embeddedTimeout(),
                config.embeddedIdle(),
                workFolder.resolve("llama"));
    }

    /// Ends child processes, also in the middle of an answer.
    @Override
    public void close() {
        // Not synchronized: an asker may hold the lock for as long as a listing takes.
        List.copyOf(known.values()).forEach(LanguageModel::close);
        http.shutdownNow();
    }
}
