package io.roomscribe.hub.dashboard.page;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.protocol.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The few files a page needs, held in memory, each under an address that changes with its content
/// and may therefore be kept for ever. Nothing is ever fetched from another machine.
///
/// Immutable.
final class Assets {
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/";
    private static final String OURS = "/dashboard/";

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    private record Asset(String mediaType, String text, String hash) {}

    Assets() {
        load(OURS, "roomscribe.css", "text/css; charset=utf-8");
        load(OURS, "roomscribe.js", "text/javascript; charset=utf-8");
        load(OURS, "player.js", "text/javascript; charset=utf-8");
        load(OURS, "search.js", "text/javascript; charset=utf-8");
        load(OURS, "upload.js", "text/javascript; charset=utf-8");
        load(OURS, "icon.svg", "image/svg+xml");
        load(HTMX, "htmx.min.js", "text/javascript; charset=utf-8");
    }

    String url(String name) {
        var asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("no such asset: " + name);
        }
        return "/assets/" + name + "?v=" + asset.hash;
    }

    void serve(ServerRequest request, ServerResponse response) {
        var asset = assets.get(request.path().pathParameters().get("name"));
        if (asset == null) {
            throw ProblemException.notFound("There is no such file.");
        }
        var tag = "\"" + asset.hash + "\"";
        response.headers().set(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");
        response.headers().set(HeaderNames.ETAG, tag);
        if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").equals(tag)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.headers().set(HeaderNames.CONTENT_TYPE, asset.mediaType);
        response.send(asset.text.getBytes(StandardCharsets.UTF_8));
    }

    private void load(String folder, String name, String mediaType) {
        try (var in = Assets.class.getResourceAsStream(folder + name)) {
            var body = present(in, name).readAllBytes();
            assets.put(
                    name,
                    new Asset(mediaType, new String(body, StandardCharsets.UTF_8), hash(body)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " from the hub's jar", e);
        }
    }

    private static InputStream present(@Nullable InputStream in, String name) {
        if (in == null) {
            throw new IllegalStateException(
                    name + " is missing from the hub's jar; build it again");
        }
        return in;
    }

    private static String hash(byte[] body) {
        return Sha256.hex(body).substring(0, 12);
    }
}
