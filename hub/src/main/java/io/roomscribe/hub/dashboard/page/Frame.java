package io.roomscribe.hub.dashboard.page;

import org.jspecify.annotations.Nullable;

/// What surrounds every page.
///
/// Immutable.
///
/// @param section which of the main links is the current one, or a word of its own
/// @param theme `light`, `dark`, or empty: as the reader's system has it
/// @param boundTo the address the server listens on
record Frame(
        String title, String section, String theme, Assets assets, String boundTo, String version) {

    /// Null leaves the attribute out.
    @Nullable String current(String link) {
        return link.equals(section) ? "page" : null;
    }
}
