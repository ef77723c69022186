package io.roomscribe.hub.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import io.roomscribe.hub.language.ScriptedLanguageModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searching and asking in a real Chromium, by keyboard alone.
final class SearchBrowserIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int[][] SCREENS = {{390, 844}, {1280, 800}, {2560, 1440}};

    @TempDir Path folder;

    @Test
    void findsASentenceAndAnswersAQuestionByKeyboard() {
        assumeTrue(
                Files.isExecutable(CHROMIUM),
                "skipped: no " + CHROMIUM + "; install the Debian package 'chromium'");
        try (var playwright =
                        Playwright.create(
                                new Playwright.CreateOptions()
                                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser =
                        playwright
                                .chromium()
                                .launch(
                                        new BrowserType.LaunchOptions()
                                                .setExecutablePath(CHROMIUM)
                                                .setArgs(
                                                        List.of("--no-sandbox", "--disable-gpu")));
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
            searches(hub, browser);
            asks(hub, browser);
        }
    }

    private static void searches(SampleHub hub, Browser browser) {
        try (var page = page(hub, browser)) {
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

    private static void asks(SampleHub hub, Browser browser) {
        try (var page = page(hub, browser)) {
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

    private static Page page(SampleHub hub, Browser browser) {
        var complaints = new ArrayList<String>();
        var page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
        page.context()
                .addCookies(
                        List.of(
                                new Cookie("session-" + hub.server.port(), hub.admin.token())
                                        .setUrl(hub.url("/"))));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onClose(_ ->
                org.assertj.core.api.Assertions.assertThat(complaints)
                        .as("errors in the browser's console")
                        .isEmpty());
        return page;
    }

    /// @param url empty: as it is
    private static void screens(Page page, String name, String url) {
        for (var screen : SCREENS) {
            page.setViewportSize(screen[0], screen[1]);
            if (!url.isEmpty()) {
                page.navigate(url);
            }
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(SCREENSHOTS.resolve(name + "-" + screen[0] + ".png")));
        }
        page.setViewportSize(1280, 800);
    }
}
