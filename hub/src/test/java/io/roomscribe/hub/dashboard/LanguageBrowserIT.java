package io.roomscribe.hub.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages in the language of their reader.
final class LanguageBrowserIT {
    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/rooms/boardroom",
                    "/meetings",
                    "/meetings/" + SampleHub.MEETING,
                    "/search?q=firmware",
                    "/ask",
                    "/actions",
                    "/analytics",
                    "/uploads",
                    "/sign-in");

    @TempDir Path folder;
    private SampleHub hub;
    private Chromium chromium;

    @BeforeEach
    void open() {
        chromium = Chromium.launch();
        hub = new SampleHub(folder);
        var meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(36);
        hub.minutes(SampleHub.MEETING, 4, "model", false, "qwen2.5-1.5b-instruct", meeting.grown());
        hub.upload("u-1", "j-1", "Vorstand 4. März.m4a", "running", 40);
        hub.search.purge();
    }

    @AfterEach
    void close() {
        if (hub != null) {
            hub.close();
            chromium.close();
        }
    }

    @Test
    void speakGermanToWhoAsksForItAndEnglishToWhoChoosesThat() {
        try (var page = chromium.page(hub, ColorScheme.LIGHT, "de-AT")) {
            page.navigate(hub.url("/"));
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            assertThat(page.locator("#room-boardroom .state")).hasText("Nimmt auf");
            assertThat(page.locator("#link")).hasText("Live");

            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            assertThat(page.locator("#minutes-title")).hasText("Protokoll");
            assertThat(page.locator(".meeting-lead .over span")).hasText("Mittwoch, 4. März 2026");
            page.locator("#page-language").click();

            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(page.locator("#minutes-title")).hasText("Minutes");
            page.navigate(hub.url("/actions"));
            assertThat(page.locator("h1")).hasText("Action items");
        }
    }

    @Test
    void longGermanWordsFitOnAPhone() {
        try (var page = chromium.page(hub, ColorScheme.LIGHT, "de-DE")) {
            for (var path : PATHS) {
                for (var width : List.of(390, 1280)) {
                    page.setViewportSize(width, 844);
                    page.navigate(hub.url(path));
                    Chromium.screenshot(
                            page, "de" + path.replaceAll("[^a-z0-9]+", "-") + "-" + width);
                    Chromium.assertFits(page, path);
                }
            }
        }
    }
}
