package io.roomscribe.protocol.configuration;

import java.util.LinkedHashMap;
import java.util.Map;

/// A section's keys and values as they would stand in the file.
public final class ConfigurationValues {
    private ConfigurationValues() {}

    /// Every key of a section. A value that is a secret is shown as `***`.
    public static Map<String, String> of(String section, Record settings) {
        var values = new LinkedHashMap<String, String>();
        for (var component : settings.getClass().getRecordComponents()) {
            var key = section + "." + ConfigurationReader.kebab(component.getName());
            var value = SettingParser.format(ConfigurationReader.defaultOf(component, settings));
            values.put(key, value.isEmpty() ? value : ConfigurationReader.shown(key, value));
        }
        return values;
    }
}
