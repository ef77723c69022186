package io.roomscribe.hub.language;

import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.protocol.supervision.Failure.Severity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
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

        /// The same as somebody wishes.
        default List<LanguageModel> candidates(ModelWish wish) throws InterruptedException {
            return wish.inOrder(candidates());
        }
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

    /// The same, asking whom somebody wishes to be asked.
    public LanguageAsker asking(ModelWish wish) {
        return wish.equals(ModelWish.NONE)
                ? this
                : new LanguageAsker(() -> models.candidates(wish), sleeper, health);
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
