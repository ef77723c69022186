package io.roomscribe.hub.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hearing a meeting in a real Chromium: from a word, word by word, by keys.
final class PlayerBrowserIT {
    private static final int RATE = 8000;
    private static final int WORD_SECONDS = 3;
    private static final int PIECE_SECONDS = 30;
    private static final double LEAD_SECONDS = 0.5;

    @TempDir Path folder;
    private SampleHub hub;
    private Chromium chromium;

    @BeforeEach
    void open() {
        chromium = Chromium.launch();
        hub = new SampleHub(folder);
        var meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(0);
    }

    @AfterEach
    void close() {
        if (hub != null) {
            // The page plays each sentence out of memory.
            chromium.forgive("asked for blob:" + hub.server.url());
            hub.close();
            chromium.close();
        }
    }

    @Test
    void playsFromTheWordThatIsClickedAndShowsTheOneThatIsHeard() {
        var first = said(10, "one two three four");
        var second = said(30, "five six");
        try (var page = chromium.page(hub, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            var heard = page.locator("#segment-%d.heard .w.now".formatted(first));

            click(page, first, "three");
            assertThat(heard).hasText("three");
            assertThat(page.locator("#player")).hasAttribute("data-state", "playing");

            click(page, first, "two");
            assertThat(heard).hasText("two");

            page.getByLabel("Speed").selectOption("3");
            assertThat(heard).hasText("three");
            assertThat(heard).hasText("four");
            assertThat(page.locator("#segment-%d.heard .w.now".formatted(second))).hasText("five");
            assertThat(page.locator("#segment-%d .w".formatted(first))).hasCount(0);
        }
    }

    @Test
    void playsASentenceToItsEndThatIsLongerThanABoxGivesOutAtOnce() {
        var first = said(10, "one two three four five six seven eight nine ten eleven twelve");
        var second = said(60, "thirteen fourteen");
        try (var page = chromium.page(hub, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            var heard = page.locator("#segment-%d.heard .w.now".formatted(first));

            click(page, first, "twelve");
            assertThat(heard).hasText("twelve");

            click(page, first, "ten");
            assertThat(heard).hasText("ten");
            assertThat(heard).hasText("eleven");
            assertThat(heard).hasText("twelve");
            assertThat(page.locator("#segment-%d.heard .w.now".formatted(second)))
                    .hasText("thirteen");
            assertThat(page.locator("#player")).hasAttribute("data-state", "playing");
        }
    }

    @Test
    void isPlayedByKeysAlone() {
        var first = said(10, "one two three four");
        var second = said(30, "five six seven eight");
        try (var page = chromium.page(hub, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            var player = page.locator("#player");

            page.keyboard().press("j");
            assertThat(page.locator("#segment-" + first)).hasClass("seg here");
            page.keyboard().press("Space");
            assertThat(player).hasAttribute("data-state", "playing");
            page.keyboard().press("Space");
            assertThat(player).hasAttribute("data-state", "paused");

            page.keyboard().press("ArrowRight");
            assertThat(page.locator("#segment-%d.heard .w.now".formatted(second))).hasText("five");
            page.keyboard().press(".");
            assertThat(page.getByLabel("Speed")).hasValue("1.25");
            page.keyboard().press(",");
            page.keyboard().press(",");
            assertThat(page.getByLabel("Speed")).hasValue("0.75");
            page.keyboard().press("ArrowLeft");
            assertThat(page.locator("#segment-%d.heard .w.now".formatted(first))).hasText("one");

            page.keyboard().press("?");
            assertThat(page.locator("#keys")).isVisible();
            page.keyboard().press("Escape");
            page.keyboard().press("/");
            assertThat(page.locator("#find [name=find]")).isFocused();
        }
    }

    @Test
    void saysWhyItIsSilentInTheBoxsWords() {
        var number = hub.segment(SampleHub.MEETING, 10, 14, "speaker-1", "nobody can hear this");
        hub.sql("update recording set device_id = 'hub-uploads'");
        try (var page = chromium.page(hub, ColorScheme.LIGHT)) {
            page.navigate(hub.url("/meetings/" + SampleHub.MEETING));
            page.locator("#segment-%d .hear".formatted(number)).click();

            assertThat(page.locator("#player")).hasAttribute("data-state", "problem");
            assertThat(page.locator("#player [role=status]")).containsText("uploaded");
        }
        chromium.forgive("409");
    }

    /// A sentence of words of three seconds each, whose audio was fetched before.
    private long said(int from, String text) {
        var words = List.of(text.split(" "));
        var length = words.size() * WORD_SECONDS;
        var number = hub.segment(SampleHub.MEETING, from, from + length, "speaker-1", text);
        var times =
                words.stream()
                        .map(word ->
                                "{\"text\":\"%s\",\"startMillis\":%d,\"endMillis\":%d,\"confidence\":1}"
                                        .formatted(
                                                word,
                                                words.indexOf(word) * WORD_SECONDS * 1000,
                                                (words.indexOf(word) + 1) * WORD_SECONDS * 1000))
                        .collect(Collectors.joining(",", "[", "]"));
        hub.sql("update segment set words = ? where number = ?", times, number);
        for (var at = 0; at < length; at += PIECE_SECONDS) {
            given(from + at, Math.min(length - at, PIECE_SECONDS));
        }
        return number;
    }

    private void given(int from, int seconds) {
        var length = LEAD_SECONDS + seconds + LEAD_SECONDS;
        hub.sql(
                """
                insert into audio_clip (recording_id, first_sample, samples, ogg, fetched_at)
                values (?, ?, ?, ?, ?)
                """,
                SampleHub.RECORDING,
                (long) ((from - LEAD_SECONDS) * 16_000),
                (long) (length * 16_000),
                Base64.getEncoder().encodeToString(silence(length)),
                SampleHub.NOW);
    }

    /// Chromium looks at the bytes: these are a WAV file.
    private static byte[] silence(double seconds) {
        var samples = (int) (seconds * RATE);
        var wav = ByteBuffer.allocate(44 + samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE);
        wav.putShort((short) 1).putShort((short) 8);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples);
        Arrays.fill(wav.array(), wav.position(), wav.capacity(), (byte) 128);
        return wav.array();
    }

    private static void click(Page page, long segment, String word) {
        @SuppressWarnings("unchecked")
        var at =
                (List<Number>)
                        page.evaluate(
                                """
                                ([segment, word]) => {
                                  const text = document.querySelector(`#segment-${segment} p`);
                                  const letters = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                                  let node = letters.nextNode();
                                  while (!node.data.includes(word)) node = letters.nextNode();
                                  const range = document.createRange();
                                  range.setStart(node, node.data.indexOf(word));
                                  range.setEnd(node, node.data.indexOf(word) + word.length);
                                  const box = range.getBoundingClientRect();
                                  return [box.x + box.width / 2, box.y + box.height / 2];
                                }
                                """,
                                List.of(String.valueOf(segment), word));
        page.mouse().click(at.getFirst().doubleValue(), at.getLast().doubleValue());
    }
}
