package io.roomscribe.device.identity;

import io.roomscribe.device.identity.IdentityFailure.Code;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.EnrolmentRequest;
import io.roomscribe.protocol.identity.PinnedTrust;
import io.roomscribe.protocol.identity.RenewalRequest;
import io.roomscribe.protocol.identity.StrangerException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;

/// The hub's enrolment port over HTTPS, trusted by its pins alone.
///
/// Thread-safe.
public final class HttpsHubDesk implements HubDesk {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int ANSWER_BYTES_MAX = 64 * 1024;

    private final URI hub;
    private final PinnedTrust trust;

    public HttpsHubDesk(URI hub, PinnedTrust trust) {
        this.hub = hub;
        this.trust = trust;
    }

    @Override
    public EnrolmentAnswer enrol(EnrolmentRequest request) {
        return post(EnrolmentRequest.PATH, RecordJson.write(request));
    }

    @Override
    public EnrolmentAnswer renew(RenewalRequest request) {
        return post(RenewalRequest.PATH, RecordJson.write(request));
    }

    private EnrolmentAnswer post(String path, String body) {
        try {
            var connection = open(path);
            try (var out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
            var isGood = connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST;
            try (var in = isGood ? connection.getInputStream() : connection.getErrorStream()) {
                return answer(in);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private HttpsURLConnection open(String path) throws IOException {
        try {
            var connection = trust.open(hub.resolve(path), TIMEOUT);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            return connection;
        } catch (MalformedURLException e) {
            throw new IdentityFailure(Code.NONSENSE, "cannot ask " + hub, e);
        }
    }

    private EnrolmentAnswer answer(InputStream in) throws IOException {
        var text =
                in == null
                        ? ""
                        : new String(in.readNBytes(ANSWER_BYTES_MAX), StandardCharsets.UTF_8);
        try {
            return RecordJson.read(text, EnrolmentAnswer.class);
        } catch (IllegalArgumentException e) {
            throw new IdentityFailure(
                    Code.NONSENSE, "%s does not answer as a hub does".formatted(hub), e);
        }
    }

    private IdentityFailure failed(IOException e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof StrangerException stranger) {
                return new IdentityFailure(
                        Code.STRANGER,
                        "cannot ask %s: %s".formatted(hub, stranger.getMessage()),
                        e);
            }
        }
        var reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new IdentityFailure(Code.UNREACHABLE, "cannot ask %s: %s".formatted(hub, reason), e);
    }
}
