package io.roomscribe.hub.template;

import io.roomscribe.hub.language.LanguageConfig.Redaction;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RoomId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says how minutes are made in each room, and lets people choose: for a room, or for every room
/// that chose nothing else. Asked anew for each revision, so that a choice holds from the next on.
///
/// Thread-safe.
public final class SettingsDesk {
    private static final int MODELS_MAX = 8;
    private static final int MODEL_CHARS_MAX = 200;
    private static final int NAME_CHARS_MAX = 100;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final SettingsStore store;
    private final TemplateShelf templates;
    private final Clock clock;

    public SettingsDesk(HubDatabase database, TemplateShelf templates, Clock clock) {
        this.store = new SettingsStore(database);
        this.templates = templates;
        this.clock = clock;
    }

    /// How this room's minutes are made now.
    public MinutesSettings settings(RoomId room) {
        var choice = store.choice(Optional.of(room)).or(store.choice(Optional.empty()));
        return MinutesSettings.of(choice, templates.look());
    }

    /// How minutes are made in rooms that chose nothing.
    public MinutesSettings settings() {
        return MinutesSettings.of(store.choice(Optional.empty()), templates.look());
    }

    /// The strictest that any of these rooms has, for what is asked about several of them; empty
    /// without any room.
    ///
    /// @param usual what the configuration has, for rooms that chose nothing
    public Optional<Redaction> strictest(Collection<RoomId> rooms, Redaction usual) {
        var hub = store.choice(Optional.empty());
        return rooms.stream()
                .distinct()
                .map(room -> store.choice(Optional.of(room)).or(hub))
                .map(choice -> MinutesSettings.redaction(choice.redaction()).orElse(usual))
                .max(Comparator.naturalOrder());
    }

    /// @param room empty: what was chosen for every room
    public MinutesChoice choice(Optional<RoomId> room) {
        return store.choice(room);
    }

    public boolean hasRoom(RoomId room) {
        return store.hasRoom(room);
    }

    /// What there is to choose from.
    public TemplateShelf.Shelf shelf() {
        return templates.look();
    }

    /// Where people lay templates of their own.
    public Path templatesFolder() {
        return templates.folder();
    }

    /// Newest first.
    ///
    /// @param room empty: of what was chosen for every room
    public List<SettingChange> changes(Optional<RoomId> room, int limit) {
        return store.changes(room, limit);
    }

    /// @param room empty: for every room
    /// @param by who chooses
    /// @throws TemplateException when there is no such thing to choose
    public void choose(Optional<RoomId> room, MinutesChoice choice, String by) {
        if (room.isPresent() && !store.hasRoom(room.get())) {
            throw TemplateException.noRoom();
        }
        check(choice);
        var _ =
                store.set(
                        room,
                        choice,
                        clock.instant(),
                        by.substring(0, Math.min(by.length(), NAME_CHARS_MAX)));
    }

    private void check(MinutesChoice choice) {
        var models = choice.models();
        if (models.size() > MODELS_MAX || models.stream().anyMatch(name -> !isName(name))) {
            throw TemplateException.notValid(
                    "at most %d models can be named, each by 1 to %d characters"
                            .formatted(MODELS_MAX, MODEL_CHARS_MAX),
                    "name them as the review page does");
        }
        var language = choice.language();
        if (!language.isEmpty()
                && !language.equals(MinutesChoice.MEETING)
                && !Wording.LANGUAGES.contains(language)) {
            throw TemplateException.notValid(
                    "minutes can be had in the meeting's language, en, de or pl", "choose one");
        }
        if (!choice.redaction().isEmpty()
                && MinutesSettings.redaction(choice.redaction()).isEmpty()) {
            throw TemplateException.notValid(
                    "names can be taken out never, elsewhere or always", "choose one");
        }
        if (!choice.template().isEmpty() && shelf().find(choice.template()).isEmpty()) {
            throw TemplateException.notValid(
                    "there is no template of that name",
                    "choose one of the list, or lay its file into the folder 'templates' of the"
                            + " hub's data");
        }
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= MODEL_CHARS_MAX && !CONTROL.matcher(name).find();
    }
}
