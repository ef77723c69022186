package io.roomscribe.hub.language;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// An OpenAI-compatible service that answers as the script says, one answer a call; the last one
/// stays.
public final class ScriptedOpenAiServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> models;

    /// What was sent, in order.
    public final List<String> requests = new CopyOnWriteArrayList<>();

    /// @param status below 0: never answers
    private record Reply(int status, String body) {}

    public ScriptedOpenAiServer(String... models) {
        this.models = List.of(models);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/models", exchange -> send(exchange, new Reply(200, modelList())));
        server.createContext("/v1/chat/completions", this::complete);
        server.start();
    }

    public URI address() {
        return URI.create(
                "http://%s:%d/v1"
                        .formatted(
                                server.getAddress().getAddress().getHostAddress(),
                                server.getAddress().getPort()));
    }

    public ScriptedOpenAiServer says(String text) {
        return completes(text, "stop");
    }

    public ScriptedOpenAiServer isCutAfter(String text) {
        return completes(text, "length");
    }

    public ScriptedOpenAiServer fails(int status) {
        script.add(new Reply(status, "{\"error\": {\"message\": \"scripted\"}}"));
        return this;
    }

    public ScriptedOpenAiServer sendsGarbage() {
        script.add(new Reply(200, "<html>busy</html>"));
        return this;
    }

    public ScriptedOpenAiServer hangs() {
        script.add(new Reply(-1, ""));
        return this;
    }

    private ScriptedOpenAiServer completes(String text, String finishReason) {
        script.add(
                new Reply(
                        200,
                        json(
                                Map.of(
                                        "id", "1",
                                        "object", "chat.completion",
                                        "created", 1,
                                        "model", "scripted",
                                        "choices",
                                                List.of(
                                                        Map.of(
                                                                "index",
                                                                0,
                                                                "finish_reason",
                                                                finishReason,
                                                                "message",
                                                                Map.of(
                                                                        "role",
                                                                        "assistant",
                                                                        "content",
                                                                        text)))))));
        return this;
    }

    private void complete(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var next = script.size() > 1 ? script.poll() : script.peek();
        send(exchange, next == null ? new Reply(500, "no script") : next);
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.status() < 0) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String modelList() {
        return json(Map.of("data", models.stream().map(name -> Map.of("id", name)).toList()));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
