package io.roomscribe.hub.dashboard.page;

import java.util.List;

/// How minutes are made, as the page shows it that admins choose on.
///
/// Immutable.
///
/// @param room id; empty for what holds in every room that chose nothing
/// @param roomName for people; empty likewise
/// @param models that were chosen, a line each
/// @param known names of models that can be asked at the moment
/// @param usualModels what holds without a choice, for people
/// @param missing id of a chosen template that is not there; empty otherwise
/// @param folder where people lay templates
/// @param saved what to say after a change; empty before
record SettingsView(
        String room,
        String roomName,
        String models,
        List<String> known,
        String usualModels,
        List<Option> languages,
        List<Option> redactions,
        List<TemplateView> templates,
        String missing,
        String folder,
        List<Refused> refused,
        List<Change> changes,
        String saved) {

    /// Something to choose.
    record Option(String value, String title, String hint, boolean chosen) {}

    /// @param lists titles of what it asks for
    record TemplateView(Option option, List<String> lists, boolean own) {}

    /// @param line 0 for the file as a whole
    record Refused(String file, int line, String problem) {}

    record Change(String when, String by, String what) {}

    String path() {
        return room.isEmpty() ? "/settings" : "/rooms/" + room + "/settings";
    }
}
