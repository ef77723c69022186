package io.roomscribe.provisioning.models;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongConsumer;

/// Fetches a publisher's file, going on where an earlier fetch broke off.
///
/// Thread-safe.
final class HttpsFetch {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int BEYOND_END = 416;

    /// The file, in `parts`.
    Path fetch(URI address, Path parts, LongConsumer progress)
            throws IOException, InterruptedException {
        Files.createDirectories(parts);
        var file = parts.resolve("download");
        var already = Files.exists(file) ? Files.size(file) : 0;
        progress.accept(already);
        try (var http = client()) {
            var request =
                    HttpRequest.newBuilder(address)
                            .timeout(ANSWER_TIMEOUT)
                            .header("Range", "bytes=" + already + "-")
                            .build();
            var response = http.send(request, BodyHandlers.ofInputStream());
            save(response, file, progress);
        } catch (IOException e) {
            throw new FetchException(
                    "cannot fetch from %s (%s)"
                            .formatted(address.getHost(), e.getClass().getSimpleName()),
                    "check the network and run the command again; it goes on where it stopped",
                    e);
        }
        return file;
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private static void save(HttpResponse<InputStream> response, Path file, LongConsumer progress)
            throws IOException {
        var status = response.statusCode();
        if (status == BEYOND_END) {
            return;
        }
        if (status != OK && status != PARTIAL) {
            throw new FetchException(
                    "%s answered status %d".formatted(response.uri().getHost(), status),
                    "try another source with --source");
        }
        var how =
                status == PARTIAL
                        ? StandardOpenOption.APPEND
                        : StandardOpenOption.TRUNCATE_EXISTING;
        try (var in = response.body();
                var out =
                        Files.newOutputStream(
                                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            var buffer = new byte[BUFFER_BYTES];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                progress.accept(read);
            }
        }
    }
}
