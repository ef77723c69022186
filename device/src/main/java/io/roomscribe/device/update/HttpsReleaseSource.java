package io.roomscribe.device.update;

import io.roomscribe.protocol.identity.PinnedTrust;
import io.roomscribe.protocol.release.ReleaseException;
import io.roomscribe.protocol.release.ReleaseException.Code;
import io.roomscribe.protocol.release.SignedRelease;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The hub's enrolment port over HTTPS, trusted by its pins alone.
///
/// Thread-safe.
public final class HttpsReleaseSource implements ReleaseSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MANIFEST_BYTES_MAX = 256 * 1024;

    private final URI hub;
    private final PinnedTrust trust;

    public HttpsReleaseSource(URI hub, PinnedTrust trust) {
        this.hub = hub;
        this.trust = trust;
    }

    @Override
    public SignedRelease release(String version) {
        try (var in = open(version, SignedRelease.FILE, 0)) {
            return SignedRelease.parse(
                    new String(in.readNBytes(MANIFEST_BYTES_MAX), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public InputStream file(String version, String name, long from) throws IOException {
        return open(version, name, from);
    }

    private InputStream open(String version, String name, long from) throws IOException {
        var address = hub.resolve("%s/%s/%s".formatted(SignedRelease.PATH, version, name));
        var connection = trust.open(address, TIMEOUT);
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
            throw new ReleaseException(
                    Code.NOT_THERE, "the hub has no %s of release %s".formatted(name, version));
        }
        throw new ReleaseException(
                Code.UNREACHABLE, "the hub answered %d for %s".formatted(status, name));
    }

    private ReleaseException unreachable(IOException e) {
        return new ReleaseException(
                Code.UNREACHABLE,
                "cannot ask %s (%s)".formatted(hub, e.getClass().getSimpleName()),
                e);
    }
}
