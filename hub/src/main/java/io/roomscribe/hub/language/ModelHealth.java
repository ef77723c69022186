package io.roomscribe.hub.language;

import io.roomscribe.hub.language.LanguageException.Code;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How each language model has answered since the hub began.
///
/// Thread-safe.
public final class ModelHealth {
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final Clock clock;

    /// One model's account.
    ///
    /// @param position in the order of preference, from 1
    /// @param failure why it failed the last time it was asked; empty when it answered
    /// @param askedAt empty when nobody has asked it yet
    public record State(
            int position,
            String model,
            long answers,
            long failures,
            Optional<Code> failure,
            Optional<Instant> askedAt) {

        /// `unasked`, `answering` or `failing`.
        public String word() {
            if (askedAt.isEmpty()) {
                return "unasked";
            }
            return failure.isPresent() ? "failing" : "answering";
        }
    }

    public ModelHealth(Clock clock) {
        this.clock = clock;
    }

    void answered(String model) {
        states.merge(
                model,
                new State(0, model, 1, 0, Optional.empty(), Optional.of(clock.instant())),
                ModelHealth::later);
    }

    void failed(String model, Code code) {
        states.merge(
                model,
                new State(0, model, 0, 1, Optional.of(code), Optional.of(clock.instant())),
                ModelHealth::later);
    }

    private static State later(State before, State now) {
        return new State(
                0,
                now.model(),
                before.answers() + now.answers(),
                before.failures() + now.failures(),
                now.failure(),
                now.askedAt());
    }

    /// The account of each of these, in their order.
    List<State> of(List<String> models) {
        return models.stream().map(model -> of(model, models.indexOf(model) + 1)).toList();
    }

    private State of(String model, int position) {
        var state = states.get(model);
        return state == null
                ? new State(position, model, 0, 0, Optional.empty(), Optional.empty())
                : new State(
                        position,
                        model,
                        state.answers(),
                        state.failures(),
                        state.failure(),
                        state.askedAt());
    }
}
