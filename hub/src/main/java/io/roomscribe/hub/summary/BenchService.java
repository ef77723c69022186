package io.roomscribe.hub.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roomscribe.hub.language.Prompt;
import io.roomscribe.hub.language.TokenEstimate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// An OpenAI-compatible service without a model, for `roomscribe bench summary`: it counts what it
/// is sent and gives answers of a real one's size, put together from the words in the question.
///
/// Thread-safe.
final class BenchService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINE = Pattern.compile("(?m)^(\\d+) (.+)$");
    private static final Pattern NOTES =
            Pattern.compile("<notes>\\n(.*)\\n</notes>", Pattern.DOTALL);
    private static final Pattern DECISION = Pattern.compile("\\bwe decide to (?<what>.+)");
    private static final Pattern TASK =
            Pattern.compile("^(?<who>\\w+) will (?<what>.+) by (?<due>\\w+)$");

    /// What the question allows.
    private static final int LINES_PER_NOTE = 20;

    private static final int NOTE_WORDS = 25;

    /// Five sentences.
    private static final int SUMMARY_WORDS = 90;

    private final HttpServer server;
    private long tokens;
    private int questions;

    BenchService() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/models", this::list);
        server.createContext("/v1/chat/completions", this::complete);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
    }

    synchronized long tokens() {
        return tokens;
    }

    synchronized int questions() {
        return questions;
    }

    private void list(HttpExchange exchange) throws IOException {
        send(exchange, Map.of("data", List.of(Map.of("id", "counting-service"))));
    }

    private void complete(HttpExchange exchange) throws IOException {
        var request = JSON.readTree(exchange.getRequestBody());
        var instructions = content(request, "system");
        var message = content(request, "user");
        synchronized (this) {
            tokens += TokenEstimate.of(new Prompt(instructions, message, 1));
            questions++;
        }
        var answer = message.contains("\"notes\"") ? reading(message) : prose(message);
        var reply = Map.of("role", "assistant", "content", JSON.writeValueAsString(answer));
        var choice = Map.of("index", 0, "finish_reason", "stop", "message", reply);
        send(
                exchange,
                Map.of(
                        "id", "1",
                        "object", "chat.completion",
                        "created", 1,
                        "model", "counting-service",
                        "choices", List.of(choice)));
    }

    private static String content(JsonNode request, String role) {
        for (var message : request.path("messages")) {
            if (message.path("role").asText().equals(role)) {
                return message.path("content").asText();
            }
        }
        return "";
    }

    private static Map<String, Object> reading(String message) {
        var transcript =
                message.substring(
                        message.indexOf("<transcript>"), message.indexOf("</transcript>"));
        var notes = new ArrayList<Map<String, Object>>();
        var items = new ArrayList<Map<String, Object>>();
        var lines = LINE.matcher(transcript).results().toList();
        for (var line : lines) {
            var number = Integer.parseInt(line.group(1));
            var text = line.group(2);
            if ((number - 1) % LINES_PER_NOTE == 0) {
                notes.add(
                        Map.of("line", number, "heading", firstWords(text, 3), "text", text + "."));
            }
            var decision = DECISION.matcher(text);
            var task = TASK.matcher(text);
            if (decision.find()) {
                items.add(
                        Map.of("line", number, "kind", "decision", "text", decision.group("what")));
            } else if (task.find()) {
                items.add(
                        Map.of(
                                "line", number,
                                "kind", "task",
                                "text", task.group("what"),
                                "owner", task.group("who"),
                                "due", task.group("due")));
            }
        }
        return Map.of("notes", notes, "items", items);
    }

    private static Map<String, Object> prose(String message) {
        var notes = NOTES.matcher(message);
        var text = notes.find() ? notes.group(1) : message;
        var summary = new StringBuilder();
        for (var line : text.lines().toList().reversed()) {
            if (Words.split(summary.toString()).size() < SUMMARY_WORDS) {
                summary.append(firstWords(line, NOTE_WORDS)).append(". ");
            }
        }
        return Map.of("title", firstWords(text, 5), "summary", summary.toString().strip());
    }

    private static String firstWords(String text, int count) {
        var words = Words.split(text.replaceAll("[.:]", ""));
        return String.join(" ", words.subList(0, Math.min(count, words.size())));
    }

    private static void send(HttpExchange exchange, Object body) throws IOException {
        var bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
