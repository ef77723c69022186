package io.roomscribe.provisioning.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Answers every request of a command alike, and keeps what it was asked.
///
/// Thread-safe.
final class StandInHub implements AutoCloseable {
    private final HttpServer server;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> logins = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 200;
    private volatile String answer;

    StandInHub(String answer) throws IOException {
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var said = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    asked.add(
                            "%s %s %s"
                                    .formatted(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI().getPath(),
                                            said)
                                    .strip());
                    logins.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    var body = this.answer.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    void answers(int status, String answer) {
        this.status = status;
        this.answer = answer;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Each request: method, path, body.
    List<String> asked() {
        return List.copyOf(asked);
    }

    /// Each request's `Authorization`.
    List<String> logins() {
        return List.copyOf(logins);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
