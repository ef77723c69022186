package io.roomscribe.hub.meeting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A web server with one calendar, which answers as it was last told to.
///
/// Thread-safe.
final class ScriptedCalendarServer implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile Script script = exchange -> send(exchange, 404, "");

    private interface Script {
        void answer(HttpExchange exchange) throws IOException;
    }

    ScriptedCalendarServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        script.answer(exchange);
                    }
                });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/room.ics".formatted(server.getAddress().getPort());
    }

    void serves(String body) {
        answers(200, body);
    }

    void answers(int status, String body) {
        script = exchange -> send(exchange, status, body);
    }

    /// Goes on until nobody reads any more.
    void neverEnds() {
        script =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    var much = "X-MUCH:yes\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
                    while (!isClosed(0)) {
                        exchange.getResponseBody().write(much);
                    }
                };
    }

    /// Begins, and says no more.
    void stallsAfter(String begin) {
        script =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(begin.getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    var _ = isClosed(30);
                };
    }

    private boolean isClosed(long seconds) {
        try {
            return closed.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
