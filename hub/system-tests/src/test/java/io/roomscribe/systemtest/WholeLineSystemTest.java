package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the microphone to a person's screen: what is said appears in a real browser while it is
/// said, the minutes grow beside it, and no word of it is in any log.
class WholeLineSystemTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path folder;

    @Test
    void aPersonSeesTheMeetingWhileItHappens() {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM), "skipped: there is no " + CHROMIUM + " here");
        try (var site = Site.in(folder);
                var playwright = playwright();
                var browser = chromium(playwright)) {
            site.configureDevice(
                    "file:" + ProjectFolder.resolve("provisioning/demo/meeting.wav"), 3, "");
            site.startHub();
            var rooms = open(browser, site, "/");
            site.startDevice();

            awaitText(rooms, "live text in the room", "firmware", site);
            screenshot(rooms, "rooms-live");
            var meeting = awaitMeeting(site);
            var page = open(browser, site, "/meetings/" + meeting);
            var linesAtFirst = page.locator("li.seg").count();
            awaitText(page, "the dashboard being talked about", "database", site);
            var lines = page.locator("li.seg");
            assertThat(lines.count())
                    .as("lines of the transcript, without reloading")
                    .isGreaterThan(linesAtFirst);
            screenshot(page, "meeting-running");
            Checks.awaitEverythingAcknowledged(site, PATIENCE);
            awaitText(
                    page,
                    "the decision about the microphones in the minutes",
                    "two microphones",
                    site);
            screenshot(page, "meeting-ended");
            hearASentence(page);

            Checks.nothingTwice(site.api());
            Checks.completeMeeting(site.api());
            assertNoSpokenWordIn(site.logs());
            var bundle = supportBundle(site);
            assertNoSpokenWordIn(bundle);
            assertThat(bundle)
                    .contains("log.txt", "conditions.txt", "configuration.txt", "files.txt")
                    .doesNotContain("a token for tests only", HubApi.PASSWORD, "PRIVATE KEY");
        }
    }

    /// Everything in the bundle as it is downloaded from the hub, names of its files and all.
    private static String supportBundle(Site site) {
        var path = "/api/v1/devices/" + Site.DEVICE + "/support-bundle";
        var state = site.api().post(path + "?wait=30", "{}");
        assertThat(state.path("state").asText()).as(state.toString()).isEqualTo("ready");
        var content = site.api().bytes(path + "/" + state.path("file").asText());
        assertThat(Sha256.hex(content)).isEqualTo(state.path("sha256").asText());
        var text = new StringBuilder();
        try (var zip = new ZipFile(downloaded(site, content).toFile())) {
            for (var entry : zip.stream().toList()) {
                text.append(entry.getName()).append('\n');
                try (var in = zip.getInputStream(entry)) {
                    text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("state: " + state, e);
        }
        return text.toString();
    }

    private static Path downloaded(Site site, byte[] content) throws IOException {
        return Files.write(site.deviceData().resolveSibling("downloaded.zip"), content);
    }

    /// The audio comes from the box, through broker and hub, and the browser plays it.
    private static void hearASentence(Page page) {
        var line = page.locator("li.seg").nth(2);
        line.hover();
        line.locator(".hear").click();
        awaitPlayer(page, "playing");
        screenshot(page, "meeting-heard");
        page.locator(".player-pause").click();
        awaitPlayer(page, "paused");
    }

    private static void awaitPlayer(Page page, String state) {
        Await.until(
                "the player " + state,
                PATIENCE,
                () -> {
                    page.waitForTimeout(100);
                    return state.equals(page.locator("#player").getAttribute("data-state"));
                },
                () -> page.locator("#player").innerText());
    }

    private static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions()
                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    private static Browser chromium(Playwright playwright) {
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                .setArgs(
                                        List.of(
                                                "--no-sandbox",
                                                "--disable-gpu",
                                                "--disable-quic",
                                                "--no-first-run",
                                                "--disable-background-networking",
                                                "--disable-component-update",
                                                "--disable-sync")));
    }

    /// Signs in, as everybody has to, and lands where they wanted to go.
    private static Page open(Browser browser, Site site, String path) {
        var page = browser.newPage();
        var address = site.api().address(path).toString();
        page.navigate(address);
        page.locator("input[name=name]").fill("admin");
        page.locator("input[name=password]").fill(HubApi.PASSWORD);
        page.locator("button.main").click();
        page.waitForURL(address);
        return page;
    }

    private static void awaitText(Page page, String what, String text, Site site) {
        Await.until(
                what,
                PATIENCE,
                () -> {
                    page.waitForTimeout(100);
                    return page.locator("main").innerText().toLowerCase(Locale.ROOT).contains(text);
                },
                () -> page.locator("main").innerText() + "\n" + site.deviceStatus());
    }

    private static String awaitMeeting(Site site) {
        return Await.value(
                "a meeting",
                PATIENCE,
                () -> site.api().meetings().stream().findFirst().orElse(null),
                site::logs);
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(
                                ProjectFolder.root()
                                        .resolve("hub/system-tests/target/screenshots")
                                        .resolve(name + ".png")));
    }

    /// House style L4. Words that a log may well use of itself are not looked for.
    private static void assertNoSpokenWordIn(String logs) {
        var words = Set.copyOf(WordErrorRate.words(logs));
        var telling =
                WordErrorRate.words(Checks.reference()).stream()
                        .filter(word -> word.length() > 6)
                        .collect(Collectors.toSet());
        var own =
                Set.of(
                        "meeting",
                        "support",
                        "temperature",
                        "microphone",
                        "firmware",
                        "release",
                        "dashboard",
                        "connect",
                        "connection",
                        "devices",
                        "network",
                        "database",
                        "version",
                        "running",
                        "started",
                        "problem",
                        "question",
                        "questions",
                        "restarts",
                        // What digits are compared as.
                        "hundred",
                        "testing");

        assertThat(telling).as("words to look for").hasSizeGreaterThan(30);
        assertThat(words)
                .doesNotContainAnyElementsOf(
                        telling.stream().filter(word -> !own.contains(word)).toList());
        assertThat(words).doesNotContain("anna", "dana", "martin");
    }
}
