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

/// Gives boxes the files of releases or models, from the byte on that they ask for. They are no
/// secret and known by signature or hash, so whoever reaches the port may have them.
///
/// Thread-safe.
final class FileDownload implements Handler {
    private static final Pattern FROM = Pattern.compile("bytes=(\\d{1,15})-");

    private final BiFunction<String, String, Optional<Path>> files;

    FileDownload(BiFunction<String, String, Optional<Path>> files) {
        this.files = files;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        var path = request.path().pathParameters();
        var file = files.apply(path.get("of"), path.get("name"));
        if (file.isEmpty()) {
            response.status(Status.NOT_FOUND_404).send();
            return;
        }
        var from = request.headers().first(HeaderNames.RANGE).flatMap(FileDownload::from);
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
