package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hundred boxes in a real Chromium: found, sorted, and nothing wider than its screen.
final class FleetBrowserIT {
    @TempDir Path folder;

    @Test
    void findsTheOneInTroubleAmongAHundred() {
        try (var chromium = Chromium.launch();
                var hub = new SampleHub(folder)) {
            var meeting = new SampleMeeting(hub);
            meeting.rooms();
            meeting.running(4);
            shoot(hub, chromium, "fleet-few");
            for (var i = 1; i <= 96; i++) {
                hub.room("floor-%d".formatted(i), "Floor %d, room %d".formatted(i / 20, i));
                hub.device(
                        "box-f%03d".formatted(i),
                        "floor-" + i,
                        i % 17 != 0,
                        i % 17 == 0 ? "offline" : "recording");
            }
            for (var i = 1; i <= 40; i++) {
                hub.site("floor-" + i, i <= 20 ? "North house" : "South house");
            }
            hub.condition("box-f042", "storage-slow", "warning", "Writing takes 900 ms.");
            shoot(hub, chromium, "fleet-many");
            try (var page = chromium.page(hub, ColorScheme.LIGHT)) {
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

    @Test
    void putsARoomToASiteAndListsBoxesByIt() {
        try (var chromium = Chromium.launch();
                var hub = new SampleHub(folder)) {
            new SampleMeeting(hub).rooms();
            for (var i = 1; i <= 9; i++) {
                hub.room("floor-" + i, "Floor " + i);
                hub.device("box-f" + i, "floor-" + i, true, "recording");
            }
            try (var page = chromium.page(hub, ColorScheme.LIGHT)) {
                page.navigate(hub.url("/devices/box-f7"));
                page.getByText("Site", new Page.GetByTextOptions().setExact(true)).click();
                page.locator("#site").fill("North <house>");
                page.getByText("Put there").click();
                PlaywrightAssertions.assertThat(page.getByText("Site: North <house>")).isVisible();
                Chromium.screenshot(page, "device-site");

                page.navigate(hub.url("/devices"));
                var rows = page.locator(".fleet tbody tr");
                PlaywrightAssertions.assertThat(rows.nth(0)).hasText("North <house>");
                PlaywrightAssertions.assertThat(rows.nth(1)).containsText("box-f7");
                PlaywrightAssertions.assertThat(rows.nth(2)).hasText("Without a site");
                Chromium.screenshot(page, "fleet-sites");
                page.locator("select[name=sort]").selectOption("box");
                PlaywrightAssertions.assertThat(page.locator(".fleet .site")).hasCount(0);
                page.locator("#fleet-q").fill("north <");
                PlaywrightAssertions.assertThat(rows).hasCount(1);
            }
        }
    }

    private static void shoot(SampleHub hub, Chromium chromium, String name) {
        for (var screen : Chromium.SCREENS) {
            try (var page = chromium.page(hub, ColorScheme.LIGHT)) {
                page.setViewportSize(screen[0], screen[1]);
                page.navigate(hub.url("/devices"));
                Chromium.assertFits(page, name);
                Chromium.screenshot(page, name + "-" + screen[0]);
            }
        }
    }
}
