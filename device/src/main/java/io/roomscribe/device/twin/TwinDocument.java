package io.roomscribe.device.twin;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A desired configuration as the hub sent it.
///
/// Immutable.
///
/// @param version 0 before the first
public record TwinDocument(long version, Map<String, String> settings) {
    public static final TwinDocument NONE = new TwinDocument(0, Map.of());

    public TwinDocument {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
