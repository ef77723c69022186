package io.roomscribe.hub.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A model behind an OpenAI-compatible service's `/embeddings`, in whatever languages it knows.
///
/// Thread-safe.
final class EndpointEmbedder implements Embedder {
    /// Lucene's limit.
    private static final int DIMENSIONS_MAX = 1024;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final String model;
    private final Supplier<String> key;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /// @param endpoint the service's base address
    /// @param key empty when it wants none
    EndpointEmbedder(URI endpoint, String model, Supplier<String> key) {
        var base = endpoint.toString();
        this.address = URI.create(base + (base.endsWith("/") ? "embeddings" : "/embeddings"));
        this.model = model;
        this.key = key;
    }

    @Override
    public String id() {
        return model + " at " + address;
    }

    @Override
    public boolean speaks(String language) {
        return true;
    }

    /// Models differ in what they give to unrelated texts, so none is left out.
    @Override
    public double leastLikeness() {
        return -1;
    }

    @Override
    public List<float[]> embed(List<String> texts) throws InterruptedException {
        try {
            var request =
                    HttpRequest.newBuilder(address)
                            .timeout(TIMEOUT)
                            .header("Content-Type", "application/json")
                            .POST(
                                    BodyPublishers.ofByteArray(
                                            JSON.writeValueAsBytes(
                                                    Map.of("model", model, "input", texts))));
            var secret = key.get();
            if (!secret.isEmpty()) {
                request.header("Authorization", "Bearer " + secret);
            }
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new Refused("status " + response.statusCode());
            }
            return vectors(JSON.readTree(response.body()).path("data"), texts.size());
        } catch (IOException e) {
            throw SearchException.vectors(
                    "%s: %s"
                            .formatted(
                                    address,
                                    e instanceof Refused
                                            ? e.getMessage()
                                            : e.getClass().getSimpleName()),
                    e);
        }
    }

    private static List<float[]> vectors(JsonNode data, int wanted) throws IOException {
        if (data.size() != wanted) {
            throw new Refused("%d vectors for %d texts".formatted(data.size(), wanted));
        }
        var vectors = new ArrayList<float[]>();
        for (var one : data) {
            var numbers = one.path("embedding");
            if (numbers.isEmpty() || numbers.size() > DIMENSIONS_MAX) {
                throw new Refused(
                        "%d dimensions; 1 to %d can be searched"
                                .formatted(numbers.size(), DIMENSIONS_MAX));
            }
            var vector = new float[numbers.size()];
            for (var i = 0; i < vector.length; i++) {
                vector[i] = (float) numbers.get(i).asDouble();
            }
            vectors.add(Vectors.normalized(vector));
        }
        return vectors;
    }

    /// The service answered, and not as asked.
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
