package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.page.SettingsView.Change;
import io.roomscribe.hub.dashboard.page.SettingsView.Option;
import io.roomscribe.hub.dashboard.page.SettingsView.Refused;
import io.roomscribe.hub.dashboard.page.SettingsView.TemplateView;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.language.LanguageConfig.Redaction;
import io.roomscribe.hub.language.ModelHealth;
import io.roomscribe.hub.summary.ReviewDesk;
import io.roomscribe.hub.template.MinutesChoice;
import io.roomscribe.hub.template.MinutesSettings;
import io.roomscribe.hub.template.MinutesTemplate;
import io.roomscribe.hub.template.SettingChange;
import io.roomscribe.hub.template.SettingsDesk;
import io.roomscribe.protocol.RoomId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The pages on which admins choose how minutes are made: for a room, and for every room that chose
/// nothing.
///
/// Thread-safe.
final class SettingPages {
    private static final String HUB = "/settings";
    private static final String ROOM = "/rooms/{id}/settings";
    private static final int CHANGES_SHOWN = 12;

    private final SettingsDesk desk;
    private final ReviewDesk reviews;
    private final Function<Call, RoomView> rooms;
    private final Times times;
    private final Clock clock;

    /// @param rooms finds the room of a call's path, or throws
    SettingPages(
            SettingsDesk desk,
            ReviewDesk reviews,
            Function<Call, RoomView> rooms,
            Times times,
            Clock clock) {
        this.desk = desk;
        this.reviews = reviews;
        this.rooms = rooms;
        this.times = times;
        this.clock = clock;
    }

    List<Route> routes(FollowUpPages.Framed framed, MeetingPages.Templates templates) {
        return List.of(
                Route.answering(HUB, call -> page(call, Optional.empty(), framed)),
                Route.changing(Method.POST, HUB, call -> change(call, Optional.empty(), templates)),
                Route.answering(ROOM, call -> page(call, Optional.of(rooms.apply(call)), framed)),
                Route.changing(
                        Method.POST,
                        ROOM,
                        call -> change(call, Optional.of(rooms.apply(call)), templates)));
    }

    private Answer page(Call call, Optional<RoomView> room, FollowUpPages.Framed framed) {
        var title = room.map(one -> "Minutes in " + one.name()).orElse("Minutes in every room");
        return framed.page(call, "settings.jte", title, "settings", view(room, ""));
    }

    private Answer change(Call call, Optional<RoomView> room, MeetingPages.Templates templates) {
        var models = call.form("models").lines().map(String::strip).filter(n -> !n.isEmpty());
        desk.choose(
                id(room),
                new MinutesChoice(
                        models.distinct().toList(),
                        call.form("language"),
                        call.form("template"),
                        call.form("redaction")),
                call.account().name());
        var view = view(room, "Saved. It holds from the next revision of the minutes on.");
        return Answer.html(200, templates.render("settings-form.jte", Map.of("settings", view)));
    }

    private static Optional<RoomId> id(Optional<RoomView> room) {
        return room.map(one -> new RoomId(one.id()));
    }

    private SettingsView view(Optional<RoomView> room, String saved) {
        var id = id(room);
        var choice = desk.choice(id);
        var inForce = id.map(desk::settings).orElseGet(desk::settings);
        var usual = room.isPresent() ? desk.settings() : MinutesSettings.usual();
        var shelf = desk.shelf();
        return new SettingsView(
                room.map(RoomView::id).orElse(""),
                room.map(RoomView::name).orElse(""),
                String.join("\n", choice.models()),
                reviews.models().stream().map(ModelHealth.State::model).toList(),
                usual.wish().models().isEmpty()
                        ? "the best that is there"
                        : String.join(", ", usual.wish().models()),
                languages(room.isPresent(), choice, usual),
                redactions(choice, usual),
                templates(room.isPresent(), choice, usual),
                inForce.missing(),
                desk.templatesFolder().toString(),
                shelf.problems().stream()
                        .map(one -> new Refused(one.file(), one.line(), one.problem()))
                        .toList(),
                desk.changes(id, CHANGES_SHOWN).stream().map(this::change).toList(),
                saved);
    }

    private static List<Option> languages(
            boolean isRoom, MinutesChoice choice, MinutesSettings usual) {
        var options = new ArrayList<Option>();
        if (isRoom) {
            options.add(asUsual(languageName(usual.language()), choice.language()));
        }
        var chosen = !isRoom && choice.language().isEmpty() ? "meeting" : choice.language();
        for (var value : List.of(MinutesChoice.MEETING, "en", "de", "pl")) {
            options.add(new Option(value, languageName(value), "", value.equals(chosen)));
        }
        return options;
    }

    private static String languageName(String language) {
        return switch (language) {
            case "en" -> "English";
            case "de" -> "German";
            case "pl" -> "Polish";
            default -> "As it was spoken";
        };
    }

    private static List<Option> redactions(MinutesChoice choice, MinutesSettings usual) {
        var options = new ArrayList<Option>();
        var inherited = usual.wish().redaction().map(SettingPages::redactionName);
        options.add(asUsual(inherited.orElse("the hub's configuration"), choice.redaction()));
        for (var one : Redaction.values()) {
            options.add(
                    new Option(
                            one.word(),
                            redactionName(one),
                            "",
                            one.word().equals(choice.redaction())));
        }
        return options;
    }

    private static String redactionName(Redaction redaction) {
        return switch (redaction) {
            case NEVER -> "Models may read names";
            case ELSEWHERE -> "Models on other machines read no names";
            case ALWAYS -> "No service reads names";
        };
    }

    private static List<TemplateView> templatesOf(List<MinutesTemplate> all, String chosen) {
        return all.stream()
                .map(one ->
                        new TemplateView(
                                new Option(
                                        one.id(),
                                        one.title().in("en"),
                                        one.guidance().in("en"),
                                        one.id().equals(chosen)),
                                one.sections().stream()
                                        .map(section -> section.title().in("en"))
                                        .toList(),
                                one.isOwn()))
                .toList();
    }

    private List<TemplateView> templates(
            boolean isRoom, MinutesChoice choice, MinutesSettings usual) {
        var all = new ArrayList<TemplateView>();
        if (isRoom) {
            var title = usual.template().title().in("en");
            all.add(new TemplateView(asUsual(title, choice.template()), List.of(), false));
        }
        var chosen =
                !isRoom && choice.template().isEmpty() ? MinutesTemplate.FREE : choice.template();
        all.addAll(templatesOf(desk.shelf().templates(), chosen));
        return all;
    }

    private static Option asUsual(String what, String chosen) {
        return new Option("", "As usual: " + what, "", chosen.isEmpty());
    }

    private Change change(SettingChange change) {
        var before = change.before().isEmpty() ? "as usual" : change.before();
        var after = change.after().isEmpty() ? "as usual" : change.after();
        return new Change(
                times.ago(change.at(), clock.instant()),
                change.by(),
                "%s: %s, before %s".formatted(change.field(), after, before));
    }
}
