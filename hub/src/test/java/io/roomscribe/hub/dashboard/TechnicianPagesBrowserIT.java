package io.roomscribe.hub.dashboard;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages of those who look after boxes and minutes, in both languages, light and dark, from
/// phone to wall.
final class TechnicianPagesBrowserIT {
    private static final Map<String, String> PATHS =
            Map.of(
                    "device", "/devices/" + SampleHub.DEVICE,
                    "identities", "/identities",
                    "releases", "/releases",
                    "settings", "/settings",
                    "room-settings", "/rooms/boardroom/settings");

    @TempDir Path folder;
    private SampleHub hub;
    private Chromium chromium;

    @BeforeEach
    void open() {
        chromium = Chromium.launch();
        hub = new SampleHub(folder, 0, database -> SampleFleet.identity(folder, database));
        var meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(36);
        hub.minutes(SampleHub.MEETING, 4, "model", false, "qwen2.5-1.5b-instruct", meeting.grown());
        SampleFleet.put(hub, folder);
    }

    @AfterEach
    void close() {
        if (hub != null) {
            hub.close();
            chromium.close();
        }
    }

    @Test
    void fitFromPhoneToWallInEnglishAndInGerman() {
        for (var screen : Chromium.SCREENS) {
            shoot("en-GB", ColorScheme.LIGHT, screen);
            shoot("de-DE", ColorScheme.DARK, screen);
        }
        SampleFleet.many(hub);
        for (var screen : Chromium.SCREENS) {
            try (var page = page("de-DE", ColorScheme.LIGHT, screen)) {
                page.navigate(hub.url("/devices"));
                shoot(page, "fleet-de", screen);
            }
        }
    }

    private void shoot(String language, ColorScheme scheme, int[] screen) {
        var tag = language.substring(0, 2);
        try (var page = page(language, scheme, screen)) {
            for (var one : PATHS.entrySet()) {
                page.navigate(hub.url(one.getValue()));
                shoot(page, one.getKey() + "-" + tag, screen);
            }
            page.navigate(hub.url("/rooms/boardroom"));
            page.locator(".calendar-set summary").click();
            PlaywrightAssertions.assertThat(page.locator(".booked li")).hasCount(3);
            shoot(page, "calendar-" + tag, screen);
            catchUp(page, hub);
            page.locator(".catch-up").scrollIntoViewIfNeeded();
            Chromium.screenshot(page, "work-catch-up-%s-%d".formatted(tag, screen[0]));
            Chromium.assertFits(page, "catch-up");
        }
    }

    /// Opens the panel for whoever came late.
    static void catchUp(Page page, SampleHub hub) {
        page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
        page.locator(".catch-up summary").click();
        page.locator(".catch-up button").click();
        PlaywrightAssertions.assertThat(page.locator(".caught-up a").first()).isVisible();
    }

    @Test
    void saysARefusalWhereItWasAskedFor() {
        try (var page = page("de-DE", ColorScheme.LIGHT, Chromium.SCREENS[1])) {
            page.navigate(hub.url("/devices/" + SampleHub.DEVICE));
            page.locator(".cuts summary").first().click();
            page.locator("#move-room").fill("???");
            page.locator(".cuts button").first().click();

            PlaywrightAssertions.assertThat(page.locator(".cuts [role=alert]"))
                    .hasText(
                            "Der Name eines neuen Raums braucht einfache Buchstaben oder Ziffern.");
        }
        chromium.forgive("400");
    }

    @Test
    void theBoxesStatesAndConditionsAreInTheReadersLanguage() {
        try (var page = page("de-DE", ColorScheme.LIGHT, Chromium.SCREENS[1])) {
            page.navigate(hub.url("/devices/" + SampleHub.DEVICE));

            for (var word :
                    List.of(
                            "Mikrofon ist zu laut",
                            "abgelehnt",
                            "bestätigt",
                            "nach einem Neustart",
                            "Mikrofon: gut")) {
                PlaywrightAssertions.assertThat(page.locator("#work")).containsText(word);
            }
        }
    }

    @Test
    void theDoctorsFindingsAreInTheReadersLanguageWhereTheyAreKnown() {
        try (var page = page("de-DE", ColorScheme.LIGHT, Chromium.SCREENS[1])) {
            page.navigate(hub.url("/devices/" + SampleHub.DEVICE));

            var found = page.locator("[aria-labelledby=doctor-title] li");
            PlaywrightAssertions.assertThat(found.last().locator("[lang=de]"))
                    .hasText(
                            new String[] {
                                "das 99. von 100 kleinen erzwungenen Schreiben dauerte 900 ms.",
                                "die Speicherkarte bald ersetzen"
                            });
            PlaywrightAssertions.assertThat(found.first().locator("[lang=en]"))
                    .hasText(
                            new String[] {
                                "the highest sample of the last minute is at -0.1 dBFS.",
                                "run 'alsamixer', press F4, take 'Capture' down by ten"
                            });
            PlaywrightAssertions.assertThat(page.locator(".asked .why[lang=de]"))
                    .containsText(new String[] {"der Schalter am Gerät steht auf stumm"});
        }
    }

    @Test
    void namesTheLanguageOfMinutesThatNobodyHasChosen() {
        try (var page = page("de-DE", ColorScheme.LIGHT, Chromium.SCREENS[1])) {
            page.navigate(hub.url("/rooms/boardroom/settings"));

            PlaywrightAssertions.assertThat(page.locator("#language option").first())
                    .hasText("Wie üblich: Wie gesprochen wurde");
        }
    }

    private Page page(String language, ColorScheme scheme, int[] screen) {
        var page = chromium.page(hub, scheme, language);
        page.setViewportSize(screen[0], screen[1]);
        return page;
    }

    private static void shoot(Page page, String name, int[] screen) {
        Chromium.screenshotOfAll(page, "work-%s-%d".formatted(name, screen[0]));
        Chromium.assertFits(page, name + "-" + screen[0]);
    }
}
