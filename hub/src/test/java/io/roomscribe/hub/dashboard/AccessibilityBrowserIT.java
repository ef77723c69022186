package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What axe-core finds on the pages that people with screen readers, or poor sight, cannot use.
final class AccessibilityBrowserIT {
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    /// What opens on a page is looked at open.
    private static final String OPENED =
            "document.querySelectorAll('details').forEach((one) => { one.open = true; })";

    private static final String SPOILT =
            """
            () => {
              const main = document.getElementById('main');
              main.append(Object.assign(new Image(), { src: '/assets/icon.svg' }));
              main.querySelector('.ask-hint p').style.color = '#ccc';
            }
            """;

    private static final String FOUND =
            """
            async (rules) => {
              const options = rules ? { runOnly: { type: 'rule', values: rules } } : {};
              const { violations, passes } = await axe.run(document, options);
              if (passes.length === 0) return ['nothing was looked at'];
              return violations
                .filter((one) => one.impact === 'serious' || one.impact === 'critical')
                .flatMap((one) => one.nodes.map((node) =>
                  `${one.impact} ${one.id}: ${node.target.join(' ')} ${node.failureSummary.replace(/\\s+/g, ' ')}`));
            }
            """;

    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/rooms/boardroom",
                    "/meetings",
                    "/meetings/" + SampleHub.MEETING,
                    "/search?q=firmware",
                    "/search?q=zeppelin&mode=words",
                    "/ask",
                    "/actions",
                    "/analytics",
                    "/uploads",
                    "/reviews",
                    "/devices",
                    "/devices/" + SampleHub.DEVICE,
                    "/releases",
                    "/identities",
                    "/accounts",
                    "/settings",
                    "/rooms/boardroom/settings",
                    "/password",
                    "/nothing",
                    "/sign-in");

    @TempDir Path folder;

    @Test
    void nothingSeriousStandsInAnybodysWayInLightOrDark() throws IOException {
        try (var chromium = Chromium.launch();
                var hub =
                        new SampleHub(
                                folder, 0, database -> SampleFleet.identity(folder, database))) {
            fill(hub);
            var found = new ArrayList<String>();
            try (var page = page(chromium, hub)) {
                for (var path : PATHS) {
                    open(page, hub, path);
                    found.addAll(found(page, path, null));
                    // What colours are on a page is all that the dark one may change.
                    scheme(page, ColorScheme.DARK);
                    found.addAll(found(page, path + " dark", List.of("color-contrast")));
                    scheme(page, ColorScheme.LIGHT);
                }
                found.addAll(dialogs(page, hub));
                found.addAll(whatComesLater(page, hub));
            }
            chromium.forgive("404");

            assertThat(found).isEmpty();
        }
    }

    @Test
    void wouldFindAPictureWithoutWordsAndGreyOnGrey() throws IOException {
        try (var chromium = Chromium.launch();
                var hub = new SampleHub(folder);
                var page = page(chromium, hub)) {
            open(page, hub, "/ask");
            page.evaluate(SPOILT);

            assertThat(found(page, "spoilt", null))
                    .anyMatch(one -> one.contains("critical image-alt"))
                    .anyMatch(one -> one.contains("serious color-contrast"));
        }
    }

    private void fill(SampleHub hub) {
        var meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(36);
        hub.gap("boardroom", 71.2, 77.6, "muted");
        hub.minutes(SampleHub.MEETING, 4, "model", false, "qwen2.5-1.5b-instruct", meeting.grown());
        SampleFleet.put(hub, folder);
        hub.review("review-1");
        hub.upload("u-1", "j-1", "Board meeting of 4 March.m4a", "running", 40);
        hub.upload("u-2", "j-2", "interview.flac", "failed", 0);
        hub.search.purge();
    }

    private static List<String> dialogs(Page page, SampleHub hub) {
        open(page, hub, "/meetings/" + SampleHub.MEETING);
        var found = new ArrayList<String>();
        page.keyboard().press("?");
        found.addAll(found(page, "keys", null));
        page.keyboard().press("Escape");
        page.locator(".seg .who").first().click();
        found.addAll(found(page, "whose", null));
        page.keyboard().press("Escape");
        page.keyboard().press("j");
        page.keyboard().press("e");
        PlaywrightAssertions.assertThat(page.locator("#line")).isVisible();
        found.addAll(found(page, "line", null));
        return found;
    }

    /// What is asked for on a page, and the boxes' table.
    private static List<String> whatComesLater(Page page, SampleHub hub) {
        var found = new ArrayList<String>();
        SampleFleet.many(hub);
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            scheme(page, scheme);
            TechnicianPagesBrowserIT.catchUp(page, hub);
            found.addAll(found(page, "catch-up " + scheme, null));
            open(page, hub, "/rooms/boardroom");
            PlaywrightAssertions.assertThat(page.locator(".booked li")).hasCount(3);
            page.evaluate(OPENED);
            found.addAll(found(page, "calendar " + scheme, null));
            open(page, hub, "/devices?sort=trouble");
            PlaywrightAssertions.assertThat(page.locator(".fleet tbody tr").first()).isVisible();
            found.addAll(found(page, "fleet " + scheme, null));
        }
        return found;
    }

    private static void scheme(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    private static void open(Page page, SampleHub hub, String path) {
        page.navigate(hub.url(path));
        page.evaluate(OPENED);
    }

    private static List<String> found(Page page, String where, @Nullable List<String> rules) {
        var found = new ArrayList<String>();
        for (var one : (List<?>) page.evaluate(FOUND, rules)) {
            found.add(where + ": " + one);
        }
        return found;
    }

    /// The pages allow no script but their own; this one is put there from outside.
    private static Page page(Chromium chromium, SampleHub hub) throws IOException {
        var page = chromium.page(hub, ColorScheme.LIGHT);
        try (var axe = AccessibilityBrowserIT.class.getResourceAsStream(AXE)) {
            page.addInitScript(
                    new String(
                            Objects.requireNonNull(axe, AXE).readAllBytes(),
                            StandardCharsets.UTF_8));
        }
        return page;
    }
}
