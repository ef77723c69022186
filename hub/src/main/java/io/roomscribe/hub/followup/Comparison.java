package io.roomscribe.hub.followup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came of comparing a meeting's decisions with earlier ones.
///
/// Immutable.
///
/// @param at when; empty while nobody has compared them: the meeting runs, or no language model was
///   at hand
/// @param model that was asked; empty when there was nothing to compare
public record Comparison(Optional<Instant> at, String model, List<Contradiction> found) {
    public static final Comparison NONE = new Comparison(Optional.empty(), "", List.of());

    public Comparison {
        found = List.copyOf(found);
    }
}
