package io.roomscribe.hub.dashboard;

import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.dashboard.route.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Who may call what: the one place where every route has its line. What has none is for admins
/// only, and a test fails.
final class AccessTable {
    private static final Set<Role> READERS = Set.of(Role.VIEWER, Role.MEMBER, Role.ADMIN);
    private static final Set<Role> WRITERS = Set.of(Role.MEMBER, Role.ADMIN);
    private static final Set<Role> TECHNICIANS = Set.of(Role.TECHNICIAN, Role.ADMIN);
    private static final Set<Role> EVERYBODY = Set.of(Role.values());
    private static final Set<Role> ADMINS = Set.of(Role.ADMIN);
    private static final Rule UNDECLARED = new Rule(ADMINS, Reach.NOTHING_SAID, false);

    private static final Map<String, Rule> RULES = new HashMap<>();

    /// What a route reaches of what was said in rooms.
    enum Reach {
        NOTHING_SAID,
        /// The room that its path names.
        ROOM,
        /// The meeting that its path names.
        MEETING,
        /// It asks for the caller's rooms itself and leaves out the others.
        OWN_ROOMS,
        /// Everything: only for who may see every room.
        ALL_ROOMS
    }

    /// @param anybody without signing in too
    record Rule(Set<Role> roles, Reach reach, boolean anybody) {}

    private AccessTable() {}

    static {
        anybody(
                "GET /assets/{name}",
                "GET /openapi",
                "GET /sign-in",
                "POST /sign-in",
                "GET /sign-in/{link}");
        allow(
                EVERYBODY,
                Reach.NOTHING_SAID,
                "POST /sign-out",
                "GET /password",
                "POST /password",
                "GET /api/v1/me",
                "POST /api/v1/sign-in-links",
                "GET /api/v1/status");
        allow(
                ADMINS,
                Reach.NOTHING_SAID,
                "GET /accounts",
                "POST /accounts",
                "POST /accounts/{id}",
                "POST /accounts/{id}/reset",
                "POST /accounts/{id}/delete",
                "GET /settings",
                "POST /settings",
                "GET /api/v1/minutes-settings",
                "PUT /api/v1/minutes-settings",
                "GET /api/v1/minutes-settings/changes",
                "GET /api/v1/minutes-templates",
                "POST /api/v1/search/rebuild",
                "GET /api/v1/accounts",
                "POST /api/v1/accounts",
                "PUT /api/v1/accounts/{id}",
                "POST /api/v1/accounts/{id}/reset",
                "DELETE /api/v1/accounts/{id}");
        allow(
                TECHNICIANS,
                Reach.NOTHING_SAID,
                "GET /devices",
                "GET /devices/{id}",
                "GET /devices/{id}/work",
                "POST /devices/{id}/commands",
                "POST /devices/{id}/transfer",
                "POST /devices/{id}/site",
                "PUT /api/v1/devices/{id}/site",
                "POST /api/v1/devices/{id}/transfer",
                "POST /api/v1/devices/{id}/decommission",
                "GET /api/v1/devices/{id}/decommission",
                "GET /api/v1/devices",
                "GET /api/v1/devices/{id}",
                "GET /api/v1/devices/{id}/commands",
                "POST /api/v1/devices/{id}/commands",
                "GET /api/v1/devices/{id}/commands/{command}",
                "POST /api/v1/devices/{id}/support-bundle",
                "GET /api/v1/devices/{id}/support-bundle",
                "GET /api/v1/devices/{id}/support-bundle/{file}",
                "GET /api/v1/devices/{id}/level",
                "GET /api/v1/acceptance-key",
                "GET /api/v1/devices/{id}/acceptances",
                "GET /api/v1/acceptances/{id}",
                "GET /api/v1/acceptances/{id}/report.pdf",
                "GET /api/v1/devices/{id}/label.png",
                "GET /api/v1/devices/{id}/label.pdf",
                "GET /api/v1/devices/{id}/twin",
                "PUT /api/v1/devices/{id}/twin",
                "GET /releases",
                "GET /releases/list",
                "POST /releases/rollouts",
                "POST /releases/rollouts/{id}",
                "GET /api/v1/releases",
                "GET /api/v1/speech-models",
                "POST /api/v1/speech-models",
                "POST /api/v1/speech-models/{id}/files/{file}",
                "DELETE /api/v1/speech-models/{id}",
                "GET /api/v1/rollouts",
                "POST /api/v1/rollouts",
                "GET /api/v1/rollouts/{id}",
                "POST /api/v1/rollouts/{id}/{change}",
                "GET /api/v1/devices/{id}/updates",
                "GET /api/v1/devices/{id}/conditions",
                "GET /identities",
                "GET /identities/list",
                "POST /identities/decide",
                "POST /identities/revoke",
                "GET /api/v1/identities",
                "POST /api/v1/identities/{key}/accept",
                "POST /api/v1/identities/{key}/refuse",
                "POST /api/v1/devices/{id}/revoke",
                "GET /api/v1/erasures",
                "GET /api/v1/language-models",
                "GET /api/v1/search/status",
                "GET /observe/metrics");
        allow(
                READERS,
                Reach.OWN_ROOMS,
                "GET /",
                "GET /meetings",
                "GET /api/v1/rooms",
                "GET /api/v1/meetings",
                "GET /api/v1/live",
                "GET /search",
                "GET /ask",
                "POST /api/v1/answers",
                "GET /api/v1/search",
                "GET /api/v1/segments/{number}/similar");
        allow(
                WRITERS,
                Reach.OWN_ROOMS,
                "GET /uploads",
                "GET /uploads/list",
                "POST /uploads/{id}/delete",
                "GET /api/v1/uploads",
                "GET /api/v1/uploads/{id}",
                "DELETE /api/v1/uploads/{id}");
        allow(WRITERS, Reach.NOTHING_SAID, "POST /api/v1/transcribe/file");
        allow(
                READERS,
                Reach.ROOM,
                "GET /rooms/{id}",
                "GET /rooms/{id}/card",
                "GET /api/v1/rooms/{id}",
                "GET /api/v1/rooms/{id}/live",
                "GET /rooms/{id}/calendar",
                "GET /api/v1/rooms/{id}/calendar",
                "GET /api/v1/rooms/{id}/minutes-settings",
                "GET /api/v1/rooms/{id}/vocabulary");
        // Who sets an address lets the hub ask it, whatever it is.
        allow(
                ADMINS,
                Reach.ROOM,
                "POST /rooms/{id}/calendar",
                // Models elsewhere, and what they may learn.
                "GET /rooms/{id}/settings",
                "POST /rooms/{id}/settings",
                "PUT /api/v1/rooms/{id}/minutes-settings",
                "GET /api/v1/rooms/{id}/minutes-settings/changes",
                "PUT /api/v1/rooms/{id}/calendar",
                "DELETE /api/v1/rooms/{id}/calendar");
        allow(
                WRITERS,
                Reach.ROOM,
                "POST /api/v1/rooms/{id}/calendar/read",
                "POST /rooms/{id}/meetings",
                "POST /rooms/{id}/marks",
                "POST /api/v1/rooms/{id}/uploads",
                "POST /api/v1/rooms/{id}/meetings",
                "POST /api/v1/rooms/{id}/marks",
                "POST /api/v1/rooms/{id}/vocabulary",
                "DELETE /api/v1/rooms/{id}/vocabulary/{word}");
        allow(
                READERS,
                Reach.MEETING,
                "GET /meetings/{id}",
                "GET /meetings/{id}/minutes",
                "GET /meetings/{id}/follow-ups",
                "GET /meetings/{id}/catch-up",
                "GET /api/v1/meetings/{id}/catch-up",
                "GET /api/v1/meetings/{id}/follow-ups",
                "GET /meetings/{id}/transcript",
                "GET /meetings/{id}/speakers",
                "GET /meetings/{id}/segments/{number}/history",
                "GET /api/v1/meetings/{id}/edits",
                "GET /api/v1/meetings/{id}",
                "GET /api/v1/meetings/{id}/transcript",
                "GET /api/v1/meetings/{id}/minutes",
                "GET /api/v1/meetings/{id}/minutes/revisions/{n}",
                "GET /api/v1/meetings/{id}/speakers",
                "GET /api/v1/meetings/{id}/speaker-changes",
                "GET /api/v1/meetings/{id}/segments/{number}/audio",
                "GET /api/v1/meetings/{id}/live",
                "GET /api/v1/meetings/{id}/export.pdf",
                "GET /api/v1/meetings/{id}/export.docx",
                "GET /api/v1/meetings/{id}/export.md",
                "GET /api/v1/meetings/{id}/export.txt",
                "GET /api/v1/meetings/{id}/export.srt",
                "GET /api/v1/meetings/{id}/export.vtt",
                "GET /api/v1/meetings/{id}/export.json");
        allow(
                WRITERS,
                Reach.MEETING,
                "POST /meetings/{id}/action-items/{key}",
                "POST /meetings/{id}/follow-ups",
                "POST /meetings/{id}/compare",
                "PUT /api/v1/meetings/{id}/action-items/{key}",
                "POST /api/v1/meetings/{id}/compare",
                "POST /api/v1/meetings/{id}/minutes",
                "POST /meetings/{id}/stop",
                "POST /meetings/{id}/title",
                "POST /meetings/{id}/split",
                "POST /meetings/{id}/merge",
                "POST /meetings/{id}/segments/{number}/text",
                "POST /meetings/{id}/edits/{edit}/restore",
                "POST /meetings/{id}/replace",
                "POST /api/v1/meetings/{id}/stop",
                "PUT /api/v1/meetings/{id}/title",
                "POST /api/v1/meetings/{id}/split",
                "POST /api/v1/meetings/{id}/merge",
                "PUT /api/v1/meetings/{id}/segments/{number}/text",
                "POST /api/v1/meetings/{id}/edits/{edit}/restore",
                "POST /api/v1/meetings/{id}/replace",
                "POST /meetings/{id}/speakers/{label}",
                "POST /meetings/{id}/speakers/{label}/merge",
                "POST /meetings/{id}/segments/{number}/speaker",
                "PUT /api/v1/meetings/{id}/speakers/{label}",
                "POST /api/v1/meetings/{id}/speakers/{label}/merge",
                "POST /api/v1/meetings/{id}/speakers/{label}/split",
                "POST /api/v1/meetings/{id}/speakers/{label}/profile",
                "PUT /api/v1/meetings/{id}/segments/{number}/speaker");
        allow(
                READERS,
                Reach.ALL_ROOMS,
                "GET /actions",
                "GET /analytics",
                "GET /api/v1/action-items",
                "GET /api/v1/analytics");
        allow(
                WRITERS,
                Reach.ALL_ROOMS,
                "POST /jobs/{id}/retry",
                "POST /jobs/{id}/cancel",
                "GET /api/v1/jobs",
                "GET /api/v1/jobs/{id}",
                "POST /api/v1/jobs/{id}/retry",
                "POST /api/v1/jobs/{id}/cancel",
                "GET /api/v1/profiles",
                "DELETE /api/v1/profiles/{id}",
                "GET /reviews",
                "GET /reviews/list",
                "POST /reviews/{id}/retry",
                "POST /reviews/{id}/dismiss",
                "POST /reviews/{id}/summary",
                "GET /api/v1/reviews",
                "GET /api/v1/reviews/{id}",
                "POST /api/v1/reviews/{id}/retry",
                "POST /api/v1/reviews/{id}/dismiss",
                "PUT /api/v1/reviews/{id}/summary");
    }

    static Rule of(Route route) {
        return of(route.name());
    }

    static Rule of(String route) {
        return RULES.getOrDefault(route, UNDECLARED);
    }

    static Set<String> declared() {
        return Set.copyOf(RULES.keySet());
    }

    private static void anybody(String... routes) {
        for (var route : routes) {
            put(route, new Rule(EVERYBODY, Reach.NOTHING_SAID, true));
        }
    }

    private static void allow(Set<Role> roles, Reach reach, String... routes) {
        for (var route : routes) {
            put(route, new Rule(roles, reach, false));
        }
    }

    private static void put(String route, Rule rule) {
        if (RULES.put(route, rule) != null) {
            throw new IllegalStateException(route + " has two lines");
        }
    }
}
