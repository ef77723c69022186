package io.roomscribe.protocol.configuration;

import java.util.Locale;

/// Writes a section's keys, forms, defaults and meanings as a Markdown table;
/// `docs/configuration.md` is made of these.
public final class ConfigurationTable {
    private ConfigurationTable() {}

    public static String markdown(String section, Record defaults) {
        var out = new StringBuilder("| key | form | default | meaning |\n|---|---|---|---|\n");
        for (var component : defaults.getClass().getRecordComponents()) {
            var setting = component.getAnnotation(Setting.class);
            if (setting == null) {
                throw new IllegalStateException(
                        "no @Setting on %s of %s"
                                .formatted(component.getName(), defaults.getClass()));
            }
            var value = SettingParser.format(ConfigurationReader.defaultOf(component, defaults));
            out.append(
                    String.format(
                            Locale.ROOT,
                            "| `%s.%s` | %s | %s | %s |%n",
                            section,
                            ConfigurationReader.kebab(component.getName()),
                            SettingParser.describe(component.getGenericType()).replace("|", "\\|"),
                            value.isEmpty() ? "" : "`" + value + "`",
                            setting.value()));
        }
        return out.toString();
    }
}
