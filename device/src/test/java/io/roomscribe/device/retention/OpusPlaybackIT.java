package io.roomscribe.device.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roomscribe.protocol.Audio;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What others make of a kept file: a browser, and FFmpeg.
@Timeout(90)
class OpusPlaybackIT {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final double SECONDS = 30;

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void encode() throws IOException {
        var voice = Voice.like((int) (SECONDS * Audio.SAMPLE_RATE));
        file = folder.resolve("chunk.opus");
        Files.write(file, OggOpusWriter.encode(1, voice, Map.of("CHUNK", "x")));
    }

    @Test
    void ffmpegFindsNoFaultAndTheSameLength() throws Exception {
        assumeTrue(isThere("ffmpeg"), "skipped: no ffmpeg here");
        var pcm = folder.resolve("out.raw");

        var complaints =
                run(
                        "ffmpeg",
                        "-v",
                        "warning",
                        "-i",
                        file.toString(),
                        "-f",
                        "s16le",
                        "-ac",
                        "1",
                        "-ar",
                        "48000",
                        pcm.toString());

        assertThat(complaints).isEmpty();
        assertThat(Files.size(pcm)).isEqualTo((long) (SECONDS * 48_000 * 2));
    }

    @Test
    void browserPlaysItToItsEnd() throws Exception {
        var browser = BROWSERS.stream().filter(OpusPlaybackIT::isThere).findFirst();
        assumeTrue(browser.isPresent(), "skipped: no Chromium here");
        var told = new CompletableFuture<String>();
        var server = serve(told);

        var process =
                new ProcessBuilder(
                                browser.get(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--autoplay-policy=no-user-gesture-required",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "http://127.0.0.1:%d/".formatted(server.getAddress().getPort()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo("ended at 30 of 30 loud true");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            server.stop(0);
        }
    }

    /// The page plays the file at sixteen times its speed and decodes it once more as a whole.
    private HttpServer serve(CompletableFuture<String> told) throws IOException {
        var page =
                """
                <!doctype html><script>
                const tell = text => fetch("/told", {method: "POST", body: text});
                const player = new Audio("/chunk.opus");
                player.playbackRate = 16;
                player.onerror = () => tell("refused: " + player.error.message);
                player.onended = async () => {
                  const file = await (await fetch("/chunk.opus")).arrayBuffer();
                  const audio = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(file);
                  let power = 0;
                  for (const x of audio.getChannelData(0)) power += x * x / audio.length;
                  tell(`ended at ${Math.round(player.currentTime * 100) / 100}`
                    + ` of ${Math.round(audio.duration * 1000) / 1000} loud ${power > 0.001}`);
                };
                player.play().catch(e => tell("not played: " + e));
                </script>
                """;
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> answer(call, "text/html", page.getBytes(UTF_8)));
        server.createContext(
                "/chunk.opus", call -> answer(call, "audio/ogg", Files.readAllBytes(file)));
        server.createContext(
                "/told",
                call -> {
                    told.complete(new String(call.getRequestBody().readAllBytes(), UTF_8));
                    answer(call, "text/plain", new byte[0]);
                });
        server.start();
        return server;
    }

    private static void answer(HttpExchange call, String type, byte[] body) throws IOException {
        call.getResponseHeaders().set("Content-Type", type);
        call.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        try (var out = call.getResponseBody()) {
            out.write(body);
        }
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private String run(String... command) throws IOException, InterruptedException {
        var out = folder.resolve("out.txt");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ended", command[0]).isTrue();
        return Files.readString(out, UTF_8).strip();
    }
}
