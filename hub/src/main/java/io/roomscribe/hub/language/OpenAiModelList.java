package io.roomscribe.hub.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.hub.language.LanguageException.Code;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Asks a service which models it has, and puts them in order for minutes.
///
/// Thread-safe.
final class OpenAiModelList {
    /// Earlier is better at following instructions at the size people run at home.
    private static final List<String> PREFERENCE =
            List.of("qwen3", "qwen2.5", "gemma", "mistral", "llama", "gpt", "phi", "qwen");

    private static final List<String> NOT_FOR_TEXT =
            List.of("embed", "rerank", "whisper", "tts", "clip", "dall-e", "moderation", "bge-");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final Duration timeout;

    OpenAiModelList(HttpClient http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    /// The names it lists, never empty.
    List<String> names(URI endpoint, String key) throws InterruptedException {
        var names = parse(endpoint, body(endpoint, key));
        if (names.isEmpty()) {
            throw new LanguageException(Code.NO_MODEL, "no models at " + endpoint);
        }
        return names;
    }

    /// Those that answer questions, the one to prefer first.
    static List<String> preferred(List<String> names) {
        return names.stream()
                .filter(name -> NOT_FOR_TEXT.stream().noneMatch(lower(name)::contains))
                .sorted(Comparator.comparingInt(OpenAiModelList::rank))
                .toList();
    }

    private static int rank(String name) {
        for (var i = 0; i < PREFERENCE.size(); i++) {
            if (lower(name).contains(PREFERENCE.get(i))) {
                return i;
            }
        }
        return PREFERENCE.size();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private String body(URI endpoint, String key) throws InterruptedException {
        var base = endpoint.toString();
        var address = URI.create(base + (base.endsWith("/") ? "models" : "/models"));
        var request = HttpRequest.newBuilder(address).timeout(timeout);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return response.body();
            }
            var code = response.statusCode() >= 500 ? Code.OVERLOADED : Code.REFUSED;
            throw new LanguageException(
                    code, "%s answered status %d".formatted(address, response.statusCode()));
        } catch (HttpTimeoutException e) {
            throw new LanguageException(Code.TIMED_OUT, "no answer in time from " + address, e);
        } catch (IOException e) {
            throw new LanguageException(Code.UNREACHABLE, "cannot reach " + address, e);
        }
    }

    private static List<String> parse(URI endpoint, String body) {
        try {
            return JSON.readTree(body).path("data").findValuesAsText("id").stream()
                    .filter(name -> !name.isBlank())
                    .toList();
        } catch (JsonProcessingException e) {
            throw new LanguageException(Code.GARBAGE, "no list of models at " + endpoint);
        }
    }
}
