package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hundred boxes in a real Chromium: found, sorted, and nothing wider than its screen.
final class FleetBrowserIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int[][] SCREENS = {{390, 844}, {1280, 800}, {2560, 1440}};

    @TempDir Path folder;

    @Test
    void findsTheOneInTroubleAmongAHundred() {
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
            meeting.running(4);
            shoot(hub, browser, "fleet-few");
            for (var i = 1; i <= 96; i++) {
                hub.room("floor-%d".formatted(i), "Floor %d, room %d".formatted(i / 20, i));
                hub.device(
                        "box-f%03d".formatted(i),
                        "floor-" + i,
                        i % 17 != 0,
                        i % 17 == 0 ? "offline" : "recording");
            }
            hub.condition("box-f042", "storage-slow", "warning", "Writing takes 900 ms.");
            shoot(hub, browser, "fleet-many");
            try (var page = page(hub, browser)) {
                page.navigate(hub.url("/devices?sort=trouble"));
                var rows = page.locator(".fleet tbody tr");
                assertThat(rows.count()).isGreaterThanOrEqualTo(96);

                page.locator("#fleet-q").fill("storage");
                PlaywrightAssertions.assertThat(rows).hasCount(1);
                PlaywrightAssertions.assertThat(rows.first()).containsText("box-f042");
                page.locator("#fleet-q").fill("");
                page.locator("select[name=show]").selectOption("offline");
                PlaywrightAssertions.assertThat(rows.first()).containsText("Offline");
                PlaywrightAssertions.assertThat(page.locator(".fleet tr[data-state=recording]"))
                        .hasCount(0);
                assertThat(rows.allInnerTexts()).allMatch(row -> row.contains("Offline"));
            }
        }
    }

    private static void shoot(SampleHub hub, Browser browser, String name) {
        for (var screen : SCREENS) {
            try (var page = page(hub, browser)) {
                page.setViewportSize(screen[0], screen[1]);
                page.navigate(hub.url("/devices"));
                var wide =
                        (int)
                                page.evaluate(
                                        "document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(wide).as("%s scrolls sideways by", name).isZero();
                page.screenshot(
                        new Page.ScreenshotOptions()
                                .setPath(SCREENSHOTS.resolve(name + "-" + screen[0] + ".png")));
            }
        }
    }

    private static Page page(SampleHub hub, Browser browser) {
        var page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
        page.context()
                .addCookies(
                        List.of(
                                new Cookie("session-" + hub.server.port(), hub.admin.token())
                                        .setUrl(hub.url("/"))));
        return page;
    }
}
