package io.roomscribe.hub.identity;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Gives boxes a release's files, from the byte on that they ask for. Releases are signed and no
/// secret, so whoever reaches the port may have them.
///
/// Thread-safe.
final class ReleaseDownload implements Handler {
    private static final Pattern FROM = Pattern.compile("bytes=(\\d{1,15})-");

    private final BiFunction<String, String, Optional<Path>> releases;

    ReleaseDownload(BiFunction<String, String, Optional<Path>> releases) {
        this.releases = releases;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        var path = request.path().pathParameters();
        var file = releases.apply(path.get("version"), path.get("name"));
        if (file.isEmpty()) {
            response.status(Status.NOT_FOUND_404).send();
            return;
        }
        var from = request.headers().first(HeaderNames.RANGE).flatMap(ReleaseDownload::from);
        var size = Files.size(file.get());
        var at = from.orElse(0L);
        if (at > size) {
            response.status(Status.REQUESTED_RANGE_NOT_SATISFIABLE_416).send();
            return;
        }
        response.status(from.isPresent() ? Status.PARTIAL_CONTENT_206 : Status.OK_200);
        response.headers().set(HeaderNames.CONTENT_TYPE, "application/octet-stream");
        response.headers().contentLength(size - at);
        if (from.isPresent()) {
            response.headers()
                    .set(HeaderNames.CONTENT_RANGE, "bytes %d-%d/%d".formatted(at, size - 1, size));
        }
        try (var channel = Files.newByteChannel(file.get(), StandardOpenOption.READ);
                var out = response.outputStream()) {
            channel.position(at);
            Channels.newInputStream(channel).transferTo(out);
        }
    }

    private static Optional<Long> from(String header) {
        var matcher = FROM.matcher(header);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }
}
