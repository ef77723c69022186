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
public final class LanguageModels implements LanguageAsker.Candidates, AutoCloseable {
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

    /// @param service where it is asked; empty for one that runs here
    private record Offer(LanguageModel model, Optional<URI> service) {}

    /// @param names of everything it lists; empty when it was not asked
    private record Service(URI address, String key, List<String> names) {
        boolean mayHave(String name) {
            return names.isEmpty() || names.contains(name);
        }
    }

    private record Found(List<Offer> offers, Optional<Service> service, long atNanos) {
        List<String> names() {
            return offers.stream().map(offer -> offer.model().name()).toList();
        }
    }

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
    @Override
    public List<LanguageModel> candidates() throws InterruptedException {
        return candidates(ModelWish.NONE);
    }

    /// The same for somebody who wants certain models asked first, or services told less. A wanted
    /// model that the service lists is there also when it is not among its best.
    @Override
    public synchronized List<LanguageModel> candidates(ModelWish wish) throws InterruptedException {
        var current = found;
        if (current == null || isStale(current)) {
            current = lookAround();
            tellChange(current.names());
            found = current;
        }
        var offers = new ArrayList<>(current.offers());
        offers.addAll(wanted(wish, current));
        return wish.inOrder(offers.stream().map(offer -> redacted(offer, wish)).toList());
    }

    private List<Offer> wanted(ModelWish wish, Found current) {
        var names = current.names();
        return current.service().stream()
                .flatMap(service ->
                        wish.models().stream()
                                .filter(name -> !names.contains(name) && service.mayHave(name))
                                .map(name -> openAi(service, name)))
                .toList();
    }

    private LanguageModel redacted(Offer offer, ModelWish wish) {
        var rule = wish.redaction().orElse(config.redaction());
        return offer.service().filter(rule::covers).isPresent()
                ? new RedactedModel(offer.model(), redaction)
                : offer.model();
    }

    /// What was found when somebody last looked, with how each has answered.
    public List<ModelHealth.State> known(ModelHealth health) {
        var current = found;
        return health.of(current == null ? List.of() : current.names());
    }

    private boolean isStale(Found current) {
        var fresh = current.offers().isEmpty() ? FRESH_WHEN_NOT : FRESH_WHEN_FOUND;
        return ticker.since(current.atNanos()).compareTo(fresh) >= 0;
    }

    private void tellChange(List<String> names) {
        var before = found == null ? List.of("?") : found.names();
        if (!before.equals(names)) {
            LOG.log(Level.INFO, "Language models found models={0}", names);
        }
    }

    private Found lookAround() throws InterruptedException {
        var embedded = config.embedded() ? embedded() : Optional.<LanguageModel>empty();
        var service = service(embedded.isPresent());
        var offers = new ArrayList<Offer>();
        service.ifPresent(it -> offers.addAll(offers(it)));
        embedded.ifPresent(model -> offers.add(new Offer(model, Optional.empty())));
        return new Found(List.copyOf(offers), service, ticker.nanos());
    }

    private Optional<Service> service(boolean another) throws InterruptedException {
        if (config.endpoint().isPresent()) {
            return endpoint(config.endpoint().get(), another);
        }
        return config.findOllama() ? ollama() : Optional.empty();
    }

    /// @param another there is something to fall back on, so a failure is only logged
    private Optional<Service> endpoint(URI address, boolean another) throws InterruptedException {
        try {
            var key = key();
            var names = config.model().isEmpty() ? list.names(address, key) : List.<String>of();
            return Optional.of(new Service(address, key, names));
        } catch (LanguageException e) {
            if (!another) {
                throw e;
            }
            LOG.log(Level.WARNING, "Language service cannot be used: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Service> ollama() throws InterruptedException {
        try {
            return Optional.of(new Service(ollama, "", list.names(ollama, "")));
        } catch (LanguageException e) {
            // Most machines have none.
            LOG.log(Level.DEBUG, "No Ollama on this machine: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /// Those the configuration names, else the best of what it lists.
    private List<Offer> offers(Service service) {
        var names =
                service.names().isEmpty()
                        ? config.model()
                        : OpenAiModelList.preferred(service.names());
        return names.stream().limit(OFFERED_MAX).map(name -> openAi(service, name)).toList();
    }

    private Offer openAi(Service service, String name) {
        var model =
                known.computeIfAbsent(
                        service.address() + " " + name,
                        _ ->
                                new OpenAiLanguageModel(
                                        service.address(),
                                        service.key(),
                                        name,
                                        config.contextTokens(),
                                        config.pieceWords(),
                                        config.timeout()));
        return new Offer(model, Optional.of(service.address()));
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
