package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

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
