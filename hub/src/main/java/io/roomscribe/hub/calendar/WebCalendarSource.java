package io.roomscribe.hub.calendar;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Gets calendars over HTTP and HTTPS, within limits of time and size.
///
/// Thread-safe.
public final class WebCalendarSource implements CalendarSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int BYTES_MAX = 10 * MEBIBYTE;

    private final Duration timeout;

    public WebCalendarSource() {
        this(TIMEOUT);
    }

    /// @param timeout until the last byte of a calendar is there
    public WebCalendarSource(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public byte[] get(URI address) throws InterruptedException {
        var client =
                HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        try {
            var request = HttpRequest.newBuilder(address).timeout(timeout).build();
            var answer =
                    client.sendAsync(
                                    request,
                                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX))
                            .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw CalendarException.unreachable("status " + answer.statusCode());
            }
            return answer.body();
        } catch (ExecutionException e) {
            throw CalendarException.unreachable(why(e.getCause()));
        } catch (TimeoutException e) {
            throw CalendarException.unreachable(late());
        } finally {
            // close() would wait for an answer that never ends.
            client.shutdownNow();
        }
    }

    private String why(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpTimeoutException _ -> late();
            case ConnectException _ -> "no connection to it";
            case SSLException _ -> "its encryption or certificate is not good";
            // The limit has no exception of its own.
            case IOException limited
                    when String.valueOf(limited.getMessage()).contains("capacity") ->
                    "more than %d MiB".formatted(BYTES_MAX / MEBIBYTE);
            case null, default -> "the connection broke off";
        };
    }

    private String late() {
        return "not there in %d s".formatted(Math.max(1, timeout.toSeconds()));
    }
}
