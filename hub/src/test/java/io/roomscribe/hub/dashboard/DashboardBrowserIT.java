package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.protocol.RoomId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard in a real Chromium: what people see changes while it happens, without a reload.
final class DashboardBrowserIT {
    private static Chromium chromium;

    @TempDir Path folder;
    private SampleHub hub;
    private SampleMeeting meeting;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        meeting = new SampleMeeting(hub);
        meeting.rooms();
    }

    @AfterEach
    void close() {
        hub.close();
        chromium.assertNoComplaints();
    }

    @Test
    void showsWhatIsBeingSaidWithoutReload() {
        meeting.running(3);
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/"));
            live(page);

            partial("we found one problem with the network");

            var card = page.locator("#room-boardroom");
            PlaywrightAssertions.assertThat(card.locator(".partial"))
                    .hasText("we found one problem with the network");

            meeting.say(4);

            PlaywrightAssertions.assertThat(card.locator(".said").last())
                    .hasText(SampleHub.turns().get(4).text());
            PlaywrightAssertions.assertThat(card.locator(".partial")).hasText("");
        }
    }

    @Test
    void turnsARoomMutedInColourShapeAndWord() {
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/"));
            live(page);
            PlaywrightAssertions.assertThat(page.locator("#room-boardroom .state"))
                    .hasText("Recording");

            hub.sql("update device set state = 'muted' where id = 'box-boardroom'");
            hub.events.publish(new HubEvent.DeviceChanged(SampleHub.ROOM, SampleHub.DEVICE));

            PlaywrightAssertions.assertThat(page.locator("#room-boardroom .state"))
                    .hasText("Muted");
            PlaywrightAssertions.assertThat(page.locator("#room-boardroom"))
                    .hasAttribute("data-state", "muted");
        }
    }

    @Test
    void growsTranscriptAndMinutesWhileTheMeetingRuns() {
        meeting.running(12);
        hub.minutes(SampleHub.MEETING, 1, "model", false, "qwen2.5-1.5b-instruct", meeting.first());
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            live(page);
            PlaywrightAssertions.assertThat(page.locator(".item")).hasCount(1);
            page.evaluate("window.sameDocument = true");

            meeting.say(12);
            hub.gap("boardroom", 71.2, 77.6, "muted");
            partial("the next item is");
            for (int i = 13; i < 36; i++) {
                meeting.say(i);
            }
            hub.minutes(
                    SampleHub.MEETING, 2, "model", false, "qwen2.5-1.5b-instruct", meeting.grown());

            PlaywrightAssertions.assertThat(page.locator(".seg")).hasCount(36);
            PlaywrightAssertions.assertThat(page.locator(".gap strong"))
                    .hasText("No audio for 6 s");
            PlaywrightAssertions.assertThat(page.locator(".item")).hasCount(8);
            PlaywrightAssertions.assertThat(page.locator(".made")).containsText("Revision 2");
            assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
        }
    }

    @Test
    void jumpsFromAnItemToTheSentenceItRestsOn() {
        meeting.running(36);
        hub.minutes(SampleHub.MEETING, 2, "model", false, "qwen2.5-1.5b-instruct", meeting.grown());
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            live(page);

            page.locator("a.quote").nth(1).click();

            var cited = page.locator(".seg.cited");
            PlaywrightAssertions.assertThat(cited).containsText(SampleHub.turns().get(24).text());
            PlaywrightAssertions.assertThat(cited).isInViewport();
            PlaywrightAssertions.assertThat(page.locator(".unverified")).hasCount(2);

            PlaywrightAssertions.assertThat(page.locator(".minutes-title"))
                    .containsText("Firmware on Friday");
            page.locator(".part-time").nth(1).click();

            var part = page.locator(".seg:target");
            PlaywrightAssertions.assertThat(part).containsText(SampleHub.turns().get(13).text());
            PlaywrightAssertions.assertThat(part).isInViewport();
        }
    }

    @Test
    void namesASpeakerInPlaceAndTheWholePageFollows() {
        meeting.running(36);
        hub.minutes(SampleHub.MEETING, 2, "model", false, "qwen2.5-1.5b-instruct", meeting.grown());
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            live(page);
            PlaywrightAssertions.assertThat(page.locator(".seg[data-turn=true] .who").first())
                    .hasText("Anna");
            page.evaluate("window.sameDocument = true");

            page.getByLabel("Name of speaker-4").fill("Dana");
            page.getByLabel("Name of speaker-4").press("Enter");

            PlaywrightAssertions.assertThat(page.getByLabel("Name of Dana")).hasValue("Dana");
            PlaywrightAssertions.assertThat(
                            page.locator(".seg[data-speaker=speaker-4] .who").first())
                    .hasText("Dana");
            PlaywrightAssertions.assertThat(page.locator("a.quote .by").nth(1))
                    .hasText(SampleHub.turns().get(24).speaker());
            assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
        }
    }

    @Test
    void givesASentenceToSomebodyElse() {
        meeting.running(12);
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            live(page);

            page.locator(".seg .who").first().click();
            page.locator("#whose button[value=speaker-3]").click();

            var first = page.locator(".seg").first();
            PlaywrightAssertions.assertThat(first).hasAttribute("data-speaker", "speaker-3");
            PlaywrightAssertions.assertThat(first.locator(".who")).hasText("Martin");
        }
    }

    @Test
    void aSegmentGetsItsSpeakerWhileTheReaderLooksOn() {
        meeting.running(3);
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            live(page);
            var number = hub.segment(SampleHub.MEETING, 21.1, 23.1, "", "yes please go ahead");
            var row = page.locator("#segment-" + number);
            PlaywrightAssertions.assertThat(row).hasAttribute("data-turn", "false");

            hub.sql("update segment set speaker = 'speaker-1' where number = ?", number);
            hub.events.publish(
                    new HubEvent.SpeakerHeard(SampleHub.ROOM, SampleHub.MEETING, number));

            PlaywrightAssertions.assertThat(row).hasAttribute("data-tone", "1");
            PlaywrightAssertions.assertThat(row).hasAttribute("data-turn", "true");
            PlaywrightAssertions.assertThat(row.locator(".who")).hasText("Anna");
        }
    }

    @Test
    void aBoxIsToldByAButtonAndItsAnswerShowsWithoutAReload() {
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/devices/" + SampleHub.DEVICE));
            live(page);

            page.locator(".controls button[value=stop]").click();

            var first = page.locator(".asked li").first();
            PlaywrightAssertions.assertThat(first).containsText("Stop");
            PlaywrightAssertions.assertThat(first.locator(".how")).hasText("waiting");

            hub.sql("update device_command set outcome = 'done', answered_at = issued_at");
            hub.sql("update device set state = 'idle' where id = ?", SampleHub.DEVICE.value());
            hub.events.publish(new HubEvent.DeviceChanged(SampleHub.ROOM, SampleHub.DEVICE));

            PlaywrightAssertions.assertThat(page.locator(".asked li").first().locator(".how"))
                    .hasText("done");
            PlaywrightAssertions.assertThat(page.locator(".controls button").first())
                    .hasText("Start recording");
        }
    }

    @Test
    void correctsASentenceByKeysAndPutsItBack() {
        meeting.running(12);
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            live(page);
            var second = page.locator(".seg").nth(1);
            var before = second.locator("p").textContent();

            page.keyboard().press("j");
            page.keyboard().press("j");
            page.keyboard().press("e");
            page.locator("#line textarea").fill("What was really said");
            page.locator("#line .save").click();
            PlaywrightAssertions.assertThat(second.locator("p")).hasText("What was really said");
            PlaywrightAssertions.assertThat(second.locator(".edited")).isVisible();

            // The event stream renews the transcript before the hub's answer arrives.
            var answers = new ArrayList<Runnable>();
            page.route(
                    "**/restore",
                    route -> {
                        var answer = route.fetch();
                        answers.add(() ->
                                route.fulfill(new Route.FulfillOptions().setResponse(answer)));
                    });
            second.locator(".edit").click();
            page.locator("#history button").click();

            PlaywrightAssertions.assertThat(second.locator("p")).hasText(before);
            answers.forEach(Runnable::run);
            PlaywrightAssertions.assertThat(page.locator("#line")).isHidden();
            page.keyboard().press("/");
            PlaywrightAssertions.assertThat(page.locator("#find [name=find]")).isFocused();
            page.keyboard().type("really");
            PlaywrightAssertions.assertThat(page.locator(".find-count")).containsText("sentence");
            page.keyboard().press("Escape");
        }
    }

    @Test
    void splitsAMeetingAtASentenceAndGoesToTheLaterOne() {
        meeting.running(12);
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            live(page);
            page.locator(".seg").nth(6).hover();
            page.locator(".seg .edit").nth(6).click();

            page.locator("#line .line-split").click();

            page.waitForURL(url -> !url.endsWith(SampleHub.MEETING));
            PlaywrightAssertions.assertThat(page.locator(".seg")).hasCount(6);
        }
    }

    @Test
    void aFileThatIsChosenIsSentAndTheHubsRefusalIsShownInItsWords() {
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/uploads"));
            PlaywrightAssertions.assertThat(page.locator("#upload button")).isDisabled();

            page.locator("#upload-file")
                    .setInputFiles(
                            new FilePayload(
                                    "notes.txt", "application/octet-stream", new byte[9 << 20]));
            PlaywrightAssertions.assertThat(page.locator("#upload-name")).containsText("9.0 MiB");
            page.locator("#upload [name=start]").fill("2026-03-04T09:30:15");
            page.locator("#upload button").click();

            PlaywrightAssertions.assertThat(page.locator("#upload-news"))
                    .containsText("larger than 8 MiB");
        }
        chromium.forgive("413");
        // The page asks the browser how long the chosen file is.
        chromium.forgive("asked for blob:" + hub.server.url());
    }

    @Test
    void anAdminChoosesATemplateAndReadsWhoDidSo() {
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/rooms/boardroom/settings"));

            page.getByText("Lecture", new Page.GetByTextOptions().setExact(true)).click();
            page.getByLabel("Language of the minutes").selectOption("de");
            page.getByLabel("Models to ask first, a line each").fill("qwen3:8b\nmistral-small");
            page.locator(".settings-form > .controls button").click();

            PlaywrightAssertions.assertThat(page.locator("#settings [role=status]"))
                    .containsText("Saved");
            PlaywrightAssertions.assertThat(page.locator(".changes li")).hasCount(3);
            PlaywrightAssertions.assertThat(page.locator(".changes")).containsText("sample-admin");
        }
    }

    @Test
    void aLecturesCardsOpenAndTheQuizHidesItsAnswer() {
        meeting.running(12);
        hub.minutes(SampleHub.MEETING, 1, "model", false, "qwen3:8b", meeting.lecture());
        for (var screen : Chromium.SCREENS) {
            try (var page = page(screen[0], screen[1], ColorScheme.LIGHT)) {
                page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
                live(page);
                PlaywrightAssertions.assertThat(page.locator(".card")).hasCount(3);
                PlaywrightAssertions.assertThat(page.locator(".card-back").last()).isHidden();

                page.locator(".card summary").last().click();
                page.locator(".card summary").first().click();

                PlaywrightAssertions.assertThat(page.locator(".card-back").last())
                        .hasText("The firmware");
                page.locator("[data-list=flashcards]").scrollIntoViewIfNeeded();
                Chromium.screenshot(page, "lecture-" + screen[0]);
                page.locator(".card a.quote").first().click();
                PlaywrightAssertions.assertThat(page.locator(".seg.cited"))
                        .containsText(SampleHub.turns().get(8).text());
                page.navigate(hub.url("/rooms/boardroom/settings"));
                Chromium.screenshotOfAll(page, "settings-" + screen[0]);
                Chromium.assertFits(page, "settings");
            }
        }
    }

    @Test
    void looksBackAtWhatEarlierMeetingsLeftOpenAndDecidedOtherwise() {
        meeting.running(36);
        hub.minutes(SampleHub.MEETING, 1, "model", false, "qwen3:8b", meeting.grown());
        meeting.earlier();
        for (var screen : Chromium.SCREENS) {
            try (var page = page(screen[0], screen[1], ColorScheme.LIGHT)) {
                page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
                live(page);
                PlaywrightAssertions.assertThat(page.locator(".contradictions .quote")).hasCount(2);
                PlaywrightAssertions.assertThat(page.locator(".still-open .from").first())
                        .containsText("still open from Weekly of last week");
                page.locator(".contradictions").scrollIntoViewIfNeeded();
                Chromium.screenshot(page, "earlier-" + screen[0]);
            }
        }
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            live(page);
            page.locator(".still-open button").click();
            PlaywrightAssertions.assertThat(page.locator(".still-open")).hasCount(0);
        }
    }

    @Test
    void keepsTheThemeThatWasChosen() {
        try (var page = page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/"));

            page.locator("#theme").click();
            page.reload();

            PlaywrightAssertions.assertThat(page.locator("html"))
                    .hasAttribute("data-theme", "dark");
        }
    }

    @Test
    void looksRightFromPhoneToWall() {
        meeting.running(36);
        hub.gap("boardroom", 71.2, 77.6, "muted");
        hub.minutes(SampleHub.MEETING, 4, "model", false, "qwen2.5-1.5b-instruct", meeting.grown());
        hub.askedAndConfigured();
        hub.review("review-1");
        SampleRollout.put(hub, folder);
        hub.upload("u-1", "j-1", "Board meeting of 4 March.m4a", "running", 40);
        hub.upload("u-2", "j-2", "interview.flac", "failed", 0);
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var screen : Chromium.SCREENS) {
                try (var page = page(screen[0], screen[1], scheme)) {
                    var name =
                            "-%d-%s".formatted(screen[0], scheme.name().toLowerCase(Locale.ROOT));
                    shoot(page, "/", "rooms" + name);
                    shoot(page, "/rooms/boardroom", "room" + name);
                    shoot(page, "/meetings/" + SampleHub.MEETING, "meeting" + name);
                    shoot(page, "/meetings", "meetings" + name);
                    shoot(page, "/devices", "devices" + name);
                    shoot(page, "/devices/" + SampleHub.DEVICE, "device" + name);
                    shoot(page, "/releases", "releases" + name);
                    shoot(page, "/reviews", "reviews" + name);
                    shoot(page, "/uploads", "uploads" + name);
                    shoot(page, "/actions", "actions" + name);
                    shoot(page, "/analytics", "analytics" + name);
                    shoot(page, "/nothing", "problem" + name);
                    shoot(page, "/accounts", "accounts" + name);
                    shoot(page, "/password", "password" + name);
                    shoot(page, "/sign-in", "sign-in" + name);
                }
            }
        }
        chromium.forgive("404");
    }

    private void shoot(Page page, String path, String name) {
        page.navigate(hub.url(path));
        if (page.locator("[data-live]").count() > 0) {
            live(page);
            hub.events.publish(new HubEvent.LevelHeard(SampleHub.ROOM, SampleHub.DEVICE, -9, -22));
            partial("are there any other");
            if (page.locator("[data-room=boardroom] .partial, .partial[data-room=boardroom]")
                            .count()
                    > 0) {
                PlaywrightAssertions.assertThat(
                                page.locator(
                                        "[data-room=boardroom] .partial, .partial[data-room=boardroom]"))
                        .containsText("are there any other");
            }
        }
        Chromium.assertFits(page, name);
        Chromium.screenshot(page, name);
        if (name.startsWith("meeting-")) {
            page.locator("a.quote").nth(1).click();
            PlaywrightAssertions.assertThat(page.locator(".seg.cited")).isInViewport();
            Chromium.screenshot(page, name + "-quote");
        }
    }

    private Page page(int width, int height, ColorScheme scheme) {
        var page = chromium.page(hub, scheme);
        page.setViewportSize(width, height);
        return page;
    }

    private static void live(Page page) {
        PlaywrightAssertions.assertThat(page.locator("#link")).hasAttribute("data-state", "live");
    }

    private void partial(String text) {
        hub.events.publish(
                new HubEvent.PartialHeard(
                        new RoomId("boardroom"), SampleHub.DEVICE, text, SampleHub.NOW));
    }
}
