package io.roomscribe.hub.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.roomscribe.hub.language.ScriptedLanguageModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searching and asking in a real Chromium, by keyboard alone.
final class SearchBrowserIT {
    @TempDir Path folder;

    @Test
    void findsASentenceAndAnswersAQuestionByKeyboard() {
        try (var chromium = Chromium.launch();
                var hub = new SampleHub(folder)) {
            var meeting = new SampleMeeting(hub);
            meeting.rooms();
            meeting.running(37);
            hub.search.purge();
            hub.models.add(
                    new ScriptedLanguageModel(
                            "scripted",
                            4096,
                            _ ->
                                    "We will release the firmware on Friday if the tests are good"
                                            + " [1]. The marketing campaign starts in Paris [2]."));
            searches(hub, chromium);
            asks(hub, chromium);
        }
    }

    private static void searches(SampleHub hub, Chromium chromium) {
        try (var page = chromium.page(hub, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings"));
            page.keyboard().press("/");
            assertThat(page.locator("#q")).isFocused();

            page.keyboard().type("firmware");
            assertThat(page.locator(".hit mark").first()).hasText("firmware");
            page.locator(".hit-text").first().focus();
            page.keyboard().press("Enter");

            assertThat(page.locator(".seg:target")).containsText("firmware");
            screens(page, "search", hub.url("/search?q=firmware+release"));
            screens(page, "search-none", hub.url("/search?q=zeppelin&mode=words"));
        }
    }

    private static void asks(SampleHub hub, Chromium chromium) {
        try (var page = chromium.page(hub, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/ask"));
            assertThat(page.locator("#question")).isFocused();
            page.keyboard().type("When do we release the firmware?");
            page.keyboard().press("Enter");

            assertThat(page.locator(".answer[data-outcome='answered'] .answer-text p")).hasCount(1);
            assertThat(page.locator(".answer-state")).containsText("One sentence was left out");
            var cite = page.locator(".answer-text .cite");
            assertThat(cite).hasText("1");
            screens(page, "ask", "");
            cite.click();
            assertThat(page.locator(".seg:target")).containsText("Friday");
        }
    }

    /// @param url empty: as it is
    private static void screens(Page page, String name, String url) {
        for (var screen : Chromium.SCREENS) {
            page.setViewportSize(screen[0], screen[1]);
            if (!url.isEmpty()) {
                page.navigate(url);
            }
            Chromium.screenshot(page, name + "-" + screen[0]);
        }
        page.setViewportSize(1280, 800);
    }
}
