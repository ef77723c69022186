package io.roomscribe.device.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// The box's status as a page that a phone can show: `/` for people, `/status.json` for programs.
/// Only shows, takes no commands, and shows nothing that was said.
///
/// Thread-safe; each request has a virtual thread.
public final class StatusPage implements Task {
    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="5">
            <title>{title}</title>
            <style>
            body { font: 17px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 34rem;
                   padding: 1rem; color: #1a1a1a; background: #fff; }
            h1 { font-size: 1.2rem; font-weight: 600; margin: 0 0 1rem; }
            .state { font-size: 1.3rem; font-weight: 600; padding: 1rem; border-radius: .5rem;
                     border-left: .6rem solid #6b6b6b; background: #f2f2f2; }
            .recording { border-color: #137333; background: #e8f5ec; }
            .muted, .fault { border-color: #b3261e; background: #fceeed; }
            table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
            th { text-align: left; font-weight: 500; color: #555; padding: .3rem 1rem .3rem 0;
                 vertical-align: top; }
            td { padding: .3rem 0; }
            section { border-top: 1px solid #ccc; padding: .6rem 0; }
            h2 { font-size: 1rem; margin: 0; }
            p { margin: .2rem 0; }
            small { color: #555; overflow-wrap: anywhere; }
            @media (prefers-color-scheme: dark) {
              body { color: #eee; background: #121212; }
              .state { background: #222; }
              th, small { color: #aaa; }
            }
            </style>
            </head>
            <body>
            """;

    private final AdminConfig config;
    private final Supplier<? extends Record> status;
    private final ObjectMapper json = new ObjectMapper();

    public StatusPage(AdminConfig config, Supplier<? extends Record> status) {
        this.config = config;
        this.status = status;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            var address = new InetSocketAddress(config.pageAddress(), config.pagePort());
            var server = HttpServer.create(address, 0);
            server.setExecutor(requests);
            server.createContext("/", this::answer);
            server.start();
            while (!stop.await(Duration.ofHours(1))) {
                // Nothing to do but to wait for the end.
            }
            server.stop(0);
        } catch (IOException e) {
            throw new AdminException(
                    "cannot offer the status page at %s port %d"
                            .formatted(config.pageAddress(), config.pagePort()),
                    e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, "text/plain", "only GET\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/" -> send(exchange, 200, "text/html", html());
                case "/status.json" ->
                        send(
                                exchange,
                                200,
                                "application/json",
                                json.writeValueAsString(status.get()));
                default -> send(exchange, 404, "text/plain", "there is only /\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int code, String type, String text)
            throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String html() {
        JsonNode tree = json.valueToTree(status.get());
        var text = new StatusText(tree);
        var page = new StringBuilder(HEAD.replace("{title}", escape(text.title())));
        page.append("<h1>%s</h1>\n".formatted(escape(text.title())));
        page.append(
                "<p class=\"state %s\">%s</p>\n<table>\n"
                        .formatted(escape(tree.path("state").asText()), escape(text.headline())));
        for (var line : text.lines()) {
            page.append(
                    "<tr><th>%s</th><td>%s</td></tr>\n"
                            .formatted(escape(line.name()), escape(line.text())));
        }
        page.append("</table>\n");
        if (text.conditions().isEmpty()) {
            page.append("<p>Nothing needs attention.</p>\n");
        }
        for (var one : text.conditions()) {
            page.append(
                    "<section><h2>%s: %s</h2><p>%s</p><small>for %s, seen: %s</small></section>\n"
                            .formatted(
                                    escape(one.severity().toUpperCase(Locale.ROOT)),
                                    escape(one.title()),
                                    escape(one.text()),
                                    Durations.of(one.seconds()),
                                    escape(one.evidence())));
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
