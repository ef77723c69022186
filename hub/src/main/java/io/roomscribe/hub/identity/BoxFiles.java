package io.roomscribe.hub.identity;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/// What boxes may fetch, each kind by what it belongs to and the file's name; empty when there is
/// none.
///
/// Immutable.
///
/// @param releases by version
/// @param models by the model's hash
public record BoxFiles(
        BiFunction<String, String, Optional<Path>> releases,
        BiFunction<String, String, Optional<Path>> models) {}
