package io.roomscribe.protocol.configuration;

import io.roomscribe.protocol.supervision.Failure;
import java.util.List;

/// A configuration that cannot be used. Lists every problem, each with file, line, key, value and
/// what would do.
public final class ConfigurationException extends Failure {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigurationException(String file, List<String> problems) {
        super(
                Severity.FATAL,
                "cannot use configuration %s: %s".formatted(file, String.join("; ", problems)),
                "correct the file and start again, see docs/configuration.md");
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
