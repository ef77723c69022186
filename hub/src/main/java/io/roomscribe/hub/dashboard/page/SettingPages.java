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
        var title =
                room.map(one -> Texts.of("settings.minutes-in", one.name()))
                        .orElse(Texts.of("settings.every-room"));
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
        var view = view(room, Texts.of("settings.saved"));
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
                        ? Texts.of("settings.best")
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
        var chosen = language.isEmpty() ? MinutesChoice.MEETING : language;
        return Texts.word("settings", "language-" + chosen);
    }

    private static List<Option> redactions(MinutesChoice choice, MinutesSettings usual) {
        var options = new ArrayList<Option>();
        var inherited = usual.wish().redaction().map(SettingPages::redactionName);
        options.add(asUsual(inherited.orElse(Texts.of("settings.hubs-own")), choice.redaction()));
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

    private static String redactionName(String word) {
        return Texts.word("settings", "redaction-" + word);
    }

    private static String redactionName(Redaction redaction) {
        return redactionName(redaction.word());
    }

    private static List<TemplateView> templatesOf(List<MinutesTemplate> all, String chosen) {
        return all.stream()
                .map(one ->
                        new TemplateView(
                                new Option(
                                        one.id(),
                                        one.title().in(Texts.language().tag()),
                                        guidance(one),
                                        one.id().equals(chosen)),
                                one.sections().stream()
                                        .map(section -> section.title().in(Texts.language().tag()))
                                        .toList(),
                                one.isOwn()))
                .toList();
    }

    /// What a model is told; the free one tells it nothing.
    private static String guidance(MinutesTemplate template) {
        var told = template.guidance().in(Texts.language().tag());
        return told.isEmpty() && template.sections().isEmpty() ? Texts.of("settings.free") : told;
    }

    private List<TemplateView> templates(
            boolean isRoom, MinutesChoice choice, MinutesSettings usual) {
        var all = new ArrayList<TemplateView>();
        if (isRoom) {
            var title = usual.template().title().in(Texts.language().tag());
            all.add(new TemplateView(asUsual(title, choice.template()), List.of(), false));
        }
        var chosen =
                !isRoom && choice.template().isEmpty() ? MinutesTemplate.FREE : choice.template();
        all.addAll(templatesOf(desk.shelf().templates(), chosen));
        return all;
    }

    private static Option asUsual(String what, String chosen) {
        return new Option("", Texts.of("settings.usual", what), "", chosen.isEmpty());
    }

    private Change change(SettingChange change) {
        return new Change(
                times.ago(change.at(), clock.instant()),
                change.by(),
                Texts.of(
                        "settings.change",
                        Texts.word("settings", "field-" + change.field()),
                        value(change.field(), change.after()),
                        value(change.field(), change.before())));
    }

    /// What was chosen, as its list calls it.
    private String value(String field, String value) {
        if (value.isEmpty()) {
            return Texts.of("settings.as-usual");
        }
        return switch (field) {
            case "language" -> languageName(value);
            case "redaction" -> redactionName(value);
            case "template" ->
                    desk.shelf().templates().stream()
                            .filter(one -> one.id().equals(value))
                            .findFirst()
                            .map(one -> one.title().in(Texts.language().tag()))
                            .orElse(value);
            default -> value;
        };
    }
}
