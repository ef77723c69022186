package io.roomscribe.device.twin;

import io.roomscribe.device.speechmodel.InstalledModels;
import io.roomscribe.protocol.configuration.ConfigurationException;
import io.roomscribe.protocol.message.RefusedSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Sorts a desired configuration into what the box takes and what it refuses, by reading its
/// configuration file with the desired keys on top, as a start would.
public final class TwinCheck {
    private final Function<Map<String, String>, Map<String, String>> configuration;
    private final InstalledModels models;

    /// @param configuration every key's value with these keys on top of the file; throws
    ///   [ConfigurationException]
    /// @param models of which the hub may choose
    public TwinCheck(
            Function<Map<String, String>, Map<String, String>> configuration,
            InstalledModels models) {
        this.configuration = configuration;
        this.models = models;
    }

    /// What came of a check.
    ///
    /// @param accepted may be put on top of the file
    /// @param values of every key with `accepted` on top
    public record Outcome(
            Map<String, String> accepted,
            Map<String, String> values,
            List<RefusedSetting> refused) {}

    public Outcome check(TwinDocument desired) {
        var refused = new ArrayList<RefusedSetting>();
        var waiting = new TreeMap<String, String>();
        desired.settings()
                .forEach((key, value) -> {
                    if (!TwinKeys.isOne(key)) {
                        refused.add(
                                new RefusedSetting(
                                        key, "not to be set from the hub; use the box's own file"));
                    } else if (isMissingModel(key, value)) {
                        refused.add(
                                new RefusedSetting(
                                        key,
                                        "no such model was pushed to this box; use 'roomscribe"
                                                + " models push'"));
                    } else {
                        waiting.put(key, value);
                    }
                });
        var accepted = new TreeMap<String, String>();
        if (problem(waiting).isEmpty()) {
            accepted.putAll(waiting);
            waiting.clear();
        }
        // Twice: a key may be valid only beside another that comes later.
        takeOneByOne(waiting, accepted);
        takeOneByOne(waiting, accepted);
        for (var key : waiting.keySet()) {
            var alone = new TreeMap<>(accepted);
            alone.put(key, waiting.get(key));
            refused.add(new RefusedSetting(key, problem(alone).orElse("not valid")));
        }
        return new Outcome(accepted, configuration.apply(accepted), refused);
    }

    private boolean isMissingModel(String key, String value) {
        return TwinKeys.model(key).filter(kind -> models.find(kind, value).isEmpty()).isPresent();
    }

    private void takeOneByOne(Map<String, String> waiting, Map<String, String> accepted) {
        for (var key : List.copyOf(waiting.keySet())) {
            var tried = new TreeMap<>(accepted);
            tried.put(key, waiting.get(key));
            if (problem(tried).isEmpty()) {
                accepted.put(key, waiting.get(key));
                waiting.remove(key);
            }
        }
    }

    private Optional<String> problem(Map<String, String> settings) {
        try {
            var _ = configuration.apply(settings);
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.of(
                    e.problems().stream()
                            .findFirst()
                            .map(problem -> problem.replaceFirst("^line 0: ", ""))
                            .orElse("not valid"));
        }
    }
}
