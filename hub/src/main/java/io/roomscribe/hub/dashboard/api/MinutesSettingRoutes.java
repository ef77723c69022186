package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.language.LanguageConfig.Redaction;
import io.roomscribe.hub.template.MinutesChoice;
import io.roomscribe.hub.template.MinutesSettings;
import io.roomscribe.hub.template.MinutesTemplate;
import io.roomscribe.hub.template.SettingChange;
import io.roomscribe.hub.template.SettingsDesk;
import io.roomscribe.hub.template.TemplateShelf;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How minutes are made, for every room and for one, and the templates there are.
///
/// Thread-safe.
public final class MinutesSettingRoutes {
    private static final String HUB = "/api/v1/minutes-settings";
    private static final String ROOM = "/api/v1/rooms/{id}/minutes-settings";
    private static final String NO_ROOM = "There is no room of that id.";
    private static final int CHANGES_MAX = 100;

    private final SettingsDesk desk;

    public MinutesSettingRoutes(SettingsDesk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering(HUB, _ -> answer(Optional.empty())),
                Route.changing(Method.PUT, HUB, call -> set(call, Optional.empty())),
                Route.answering(HUB + "/changes", _ -> changes(Optional.empty())),
                Route.answering(ROOM, call -> answer(Optional.of(room(call)))),
                Route.changing(Method.PUT, ROOM, call -> set(call, Optional.of(room(call)))),
                Route.answering(ROOM + "/changes", call -> changes(Optional.of(room(call)))),
                Route.answering("/api/v1/minutes-templates", _ -> templates()));
    }

    record ChoiceShape(List<String> models, String language, String template, String redaction) {
        static ChoiceShape of(MinutesChoice choice) {
            return new ChoiceShape(
                    choice.models(), choice.language(), choice.template(), choice.redaction());
        }

        MinutesChoice choice() {
            return new MinutesChoice(models, language, template, redaction);
        }
    }

    /// @param redaction as the hub's configuration has it when it is absent
    record InForceShape(
            List<String> models,
            String language,
            String template,
            Optional<String> redaction,
            Optional<String> missingTemplate) {
        static InForceShape of(MinutesSettings settings) {
            return new InForceShape(
                    settings.wish().models(),
                    settings.language().isEmpty() ? MinutesChoice.MEETING : settings.language(),
                    settings.template().id(),
                    settings.wish().redaction().map(Redaction::word),
                    Optional.of(settings.missing()).filter(id -> !id.isEmpty()));
        }
    }

    record SettingsShape(ChoiceShape chosen, InForceShape inForce) {}

    record ChangeShape(Instant at, String by, String field, String before, String after) {
        static ChangeShape of(SettingChange change) {
            return new ChangeShape(
                    change.at(), change.by(), change.field(), change.before(), change.after());
        }
    }

    record ChangesShape(List<ChangeShape> changes) {}

    record SectionShape(String key, String shape, String title, int atMost) {}

    record TemplateShape(String id, String title, boolean own, List<SectionShape> sections) {
        static TemplateShape of(MinutesTemplate template) {
            return new TemplateShape(
                    template.id(),
                    template.title().in("en"),
                    template.isOwn(),
                    template.sections().stream()
                            .map(one ->
                                    new SectionShape(
                                            one.key(),
                                            one.shape().word(),
                                            one.title().in("en"),
                                            one.atMost()))
                            .toList());
        }
    }

    record ProblemShape(String file, int line, String problem) {
        static ProblemShape of(TemplateShelf.Problem problem) {
            return new ProblemShape(problem.file(), problem.line(), problem.problem());
        }
    }

    record TemplatesShape(List<TemplateShape> templates, List<ProblemShape> refused) {}

    private Answer set(Call call, Optional<RoomId> room) {
        var chosen = call.body(ChoiceShape.class);
        if (chosen.models().contains(null)) {
            throw ProblemException.unprocessable("A model has a name.");
        }
        desk.choose(room, chosen.choice(), call.account().name());
        return answer(room);
    }

    private Answer answer(Optional<RoomId> room) {
        var settings = room.map(desk::settings).orElseGet(desk::settings);
        return Answer.json(
                new SettingsShape(ChoiceShape.of(desk.choice(room)), InForceShape.of(settings)));
    }

    private Answer changes(Optional<RoomId> room) {
        return Answer.json(
                new ChangesShape(
                        desk.changes(room, CHANGES_MAX).stream().map(ChangeShape::of).toList()));
    }

    private Answer templates() {
        var shelf = desk.shelf();
        return Answer.json(
                new TemplatesShape(
                        shelf.templates().stream().map(TemplateShape::of).toList(),
                        shelf.problems().stream().map(ProblemShape::of).toList()));
    }

    private RoomId room(Call call) {
        var room = call.path("id", RoomId::new, NO_ROOM);
        if (!desk.hasRoom(room)) {
            throw ProblemException.notFound(NO_ROOM);
        }
        return room;
    }
}
