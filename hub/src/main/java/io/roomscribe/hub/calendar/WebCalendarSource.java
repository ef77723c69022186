package io.roomscribe.hub.calendar;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Gets calendars over HTTP and HTTPS, within limits of time and size.
///
/// Thread-safe.
public final class WebCalendarSource implements CalendarSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int BYTES_MAX = 10 * 1024 * 1024;

    @Override
    public byte[] get(URI address) throws InterruptedException {
        var client =
                HttpClient.newBuilder()
                        .connectTimeout(TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        try {
            var request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
            var answer =
                    client.sendAsync(
                                    request,
                                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX))
                            .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (answer.statusCode() != 200) {
                throw CalendarException.unreachable("status " + answer.statusCode());
            }
            return answer.body();
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw CalendarException.unreachable(cause.getClass().getSimpleName());
        } catch (TimeoutException e) {
            throw CalendarException.unreachable("no answer in 20 s");
        } finally {
            // close() would wait for an answer that never ends.
            client.shutdownNow();
        }
    }
}
