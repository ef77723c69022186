package io.roomscribe.device.download;

import io.roomscribe.device.download.DownloadException.Code;
import io.roomscribe.protocol.identity.PinnedTrust;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/// The hub's enrolment port over HTTPS, trusted by its pins alone.
///
/// Thread-safe.
public final class HttpsHubFiles implements HubFiles {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final URI hub;
    private final PinnedTrust trust;

    public HttpsHubFiles(URI hub, PinnedTrust trust) {
        this.hub = hub;
        this.trust = trust;
    }

    @Override
    public InputStream open(String path, long from) {
        try {
            return answer(path, from);
        } catch (IOException e) {
            throw new DownloadException(
                    Code.UNREACHABLE,
                    "cannot ask %s (%s)".formatted(hub, e.getClass().getSimpleName()),
                    e);
        }
    }

    private InputStream answer(String path, long from) throws IOException {
        var connection = trust.open(hub.resolve(path), TIMEOUT);
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=%d-".formatted(from));
        }
        var status = connection.getResponseCode();
        var wanted = from > 0 ? HttpURLConnection.HTTP_PARTIAL : HttpURLConnection.HTTP_OK;
        if (status == wanted) {
            return connection.getInputStream();
        }
        connection.disconnect();
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new DownloadException(Code.NOT_THERE, "the hub has no %s".formatted(path));
        }
        throw new DownloadException(
                Code.UNREACHABLE, "the hub answered %d for %s".formatted(status, path));
    }
}
