package io.roomscribe.hub.language;

import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.protocol.supervision.Failure.Severity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// Asks until somebody answers: each model up to four times, waiting 2, 4 and 8 s, then the next
/// model.
///
/// Thread-safe.
public final class LanguageAsker {
    private static final Logger LOG = System.getLogger(LanguageAsker.class.getName());
    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));

    /// Where the models come from; [LanguageModels] but for tests.
    @FunctionalInterface
    public interface Candidates {
        List<LanguageModel> candidates() throws InterruptedException;
    }

    /// What to do with a model; may ask it several times.
    @FunctionalInterface
    public interface Work<T> {
        T with(LanguageModel model) throws InterruptedException;
    }

    /// @param model name of the one that did the work
    public record Done<T>(T result, String model) {}

    private final Candidates models;
    private final Sleeper sleeper;
    private final ModelHealth health;

    public LanguageAsker(Candidates models, Sleeper sleeper, ModelHealth health) {
        this.models = models;
        this.sleeper = sleeper;
        this.health = health;
    }

    /// The same, asking the model of this name before all others.
    ///
    /// @param model empty for the usual order
    public LanguageAsker preferring(String model) {
        return model.isEmpty()
                ? this
                : new LanguageAsker(() -> inFront(model, models.candidates()), sleeper, health);
    }

    private static List<LanguageModel> inFront(String name, List<LanguageModel> models) {
        return models.stream()
                .sorted(Comparator.comparing(model -> !model.name().equals(name)))
                .toList();
    }

    /// @throws LanguageException the last failure of the last model, [Code#NO_MODEL] without any
    public <T> Done<T> ask(Work<T> work) throws InterruptedException {
        var last = new LanguageException(Code.NO_MODEL, "there is no language model to ask");
        for (var model : models.candidates()) {
            try {
                var done = new Done<>(askPatiently(new WatchedModel(model), work), model.name());
                health.answered(model.name());
                return done;
            } catch (LanguageException e) {
                LOG.log(
                        Level.INFO,
                        "Language model gave up model={0} code={1}",
                        model.name(),
                        e.code());
                health.failed(model.name(), e.code());
                last = e;
            }
        }
        throw last;
    }

    private <T> T askPatiently(LanguageModel model, Work<T> work) throws InterruptedException {
        for (var delay : DELAYS) {
            try {
                return work.with(model);
            } catch (LanguageException e) {
                if (e.severity() != Severity.RETRY || sleeper.sleep(delay)) {
                    throw e;
                }
            }
        }
        return work.with(model);
    }
}
