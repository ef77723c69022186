package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real browser without a window. What its console complains of, and what a page asks of anybody
/// but the hub, fails the test.
///
/// Confined to the test's thread.
final class Chromium implements AutoCloseable {
    /// Width and height of a phone, a desk and a wall.
    static final int[][] SCREENS = {{390, 844}, {1280, 800}, {2560, 1440}};

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Chromium(Playwright playwright) {
        this.playwright = playwright;
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(PROGRAM)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync",
                                                        "--no-first-run")));
    }

    /// Skips the test where there is none.
    static Chromium launch() {
        assumeTrue(
                Files.isExecutable(PROGRAM),
                "skipped: no " + PROGRAM + "; install the Debian package 'chromium'");
        return new Chromium(
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }

    /// A page of an admin who is signed in.
    Page page(SampleHub hub, ColorScheme scheme) {
        return page(hub, scheme, "en-GB");
    }

    /// @param language what the browser asks for
    Page page(SampleHub hub, ColorScheme scheme, String language) {
        var page =
                browser.newPage(
                        new Browser.NewPageOptions()
                                .setViewportSize(1280, 800)
                                .setColorScheme(scheme)
                                .setLocale(language)
                                .setReducedMotion(ReducedMotion.REDUCE));
        page.context()
                .addCookies(
                        List.of(
                                new Cookie("session-" + hub.server.port(), hub.admin.token())
                                        .setUrl(hub.server.url())));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(hub.server.url())) {
                complaints.add("asked for " + request.url());
            }
        });
        return page;
    }

    /// Fails when a page is wider than its screen.
    static void assertFits(Page page, String name) {
        assertThat(
                        page.evaluate(
                                "document.documentElement.scrollWidth"
                                        + " - document.documentElement.clientWidth"))
                .as("%s scrolls sideways by", name)
                .isEqualTo(0);
    }

    static void screenshot(Page page, String name) {
        page.screenshot(screenshotOf(name));
    }

    /// Also what lies below the screen.
    static void screenshotOfAll(Page page, String name) {
        page.screenshot(screenshotOf(name).setFullPage(true));
    }

    private static Page.ScreenshotOptions screenshotOf(String name) {
        return new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png"));
    }

    /// A page that answers with an error is not a complaint.
    void forgive(String part) {
        complaints.removeIf(line -> line.contains(part));
    }

    /// For a browser that serves several tests.
    void assertNoComplaints() {
        var all = List.copyOf(complaints);
        complaints.clear();
        assertThat(all).as("errors in the browser's console, or foreign requests").isEmpty();
    }

    @Override
    public void close() {
        playwright.close();
        assertNoComplaints();
    }
}
