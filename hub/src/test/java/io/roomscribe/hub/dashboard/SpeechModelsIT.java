package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.speechmodel.ModelShelf;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.speechmodel.ModelFile;
import io.roomscribe.protocol.speechmodel.ModelKind;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models on their way from the command line to the hub.
final class SpeechModelsIT {
    private static final String PATH = "/api/v1/speech-models";
    private static final String NAME = "vosk-model-small-de-0.15";

    @TempDir private Path folder;
    private SampleHub hub;
    private Browserless client;
    private final byte[] sounds = new byte[300_000];
    private final byte[] words = new byte[5_000];
    private ModelManifest manifest;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        client = new Browserless(hub);
        new Random(1).nextBytes(sounds);
        new Random(2).nextBytes(words);
        manifest =
                new ModelManifest(
                        NAME,
                        ModelKind.SPEECH,
                        List.of(file("am/final.mdl", sounds), file("graph/HCLr.fst", words)));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static ModelFile file(String path, byte[] content) {
        return new ModelFile(path, content.length, Sha256.hex(content));
    }

    private HttpResponse<String> begin() throws IOException, InterruptedException {
        return client.sendJson("POST", PATH, RecordJson.write(manifest));
    }

    private HttpResponse<String> send(byte[] content, int from, int to)
            throws IOException, InterruptedException {
        return client.sendAudio(
                "%s/%s/files/%s?from=%d"
                        .formatted(PATH, manifest.sha256(), Sha256.hex(content), from),
                Arrays.copyOfRange(content, from, to));
    }

    @Test
    void comesInPiecesAndIsThereWhenTheLastHasCome() throws IOException, InterruptedException {
        assertThat(Browserless.json(begin()).path("lacking")).hasSize(2);
        assertThat(send(sounds, 0, 100_000).statusCode()).isEqualTo(200);
        assertThat(client.json(PATH).path("models").path(0).path("lacking").path(0).path("have"))
                .hasToString("100000");
        assertThat(file(ModelManifest.FILE)).as("before it is whole").isEmpty();

        // Somebody else, or the same after a break, begins it again.
        assertThat(Browserless.json(begin()).path("lacking").path(0).path("have"))
                .hasToString("100000");
        assertThat(send(sounds, 100_000, sounds.length).statusCode()).isEqualTo(200);
        var last = send(words, 0, words.length);

        assertThat(Browserless.json(last).path("complete").asBoolean()).isTrue();
        assertThat(Browserless.json(begin()).path("complete").asBoolean()).isTrue();
        assertThat(file(Sha256.hex(sounds)))
                .hasValueSatisfying(path -> assertThat(path).hasBinaryContent(sounds));
        var told = Files.readString(file(ModelManifest.FILE).orElseThrow());
        assertThat(RecordJson.read(told, ModelManifest.class)).isEqualTo(manifest);
    }

    private java.util.Optional<Path> file(String name) {
        return new ModelShelf(folder).file(manifest.sha256(), name);
    }

    @Test
    void aPieceThatDoesNotFitIsRefusedAndHarmsNothing() throws IOException, InterruptedException {
        begin();
        send(sounds, 0, 1_000);

        var gap = send(sounds, 2_000, 3_000);

        assertThat(gap.statusCode()).isEqualTo(409);
        assertThat(gap.body()).contains("1000 bytes", "go on from there");
        assertThat(send(sounds, 1_000, 2_000).statusCode()).isEqualTo(200);
    }

    @Test
    void aDamagedFileIsRefusedAndCanBeSentAgain() throws IOException, InterruptedException {
        begin();
        words[7] ^= 1;
        var damaged =
                client.sendAudio(
                        "%s/%s/files/%s?from=0"
                                .formatted(
                                        PATH,
                                        manifest.sha256(),
                                        manifest.files().getLast().sha256()),
                        words);

        assertThat(damaged.statusCode()).isEqualTo(422);
        assertThat(damaged.body()).contains("not what its hash says");

        words[7] ^= 1;
        assertThat(send(words, 0, words.length).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNoModelIsRefused() throws IOException, InterruptedException {
        var outside = RecordJson.write(manifest).replace("am/final.mdl", "../final.mdl");
        assertThat(client.sendJson("POST", PATH, outside).statusCode()).isEqualTo(400);
        assertThat(client.sendJson("POST", PATH, "{\"model\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(send(words, 0, 10).statusCode()).as("before its manifest").isEqualTo(404);
        assertThat(client.sendAudio(PATH + "/..%2f../files/x?from=0", words).statusCode())
                .isIn(400, 404);
        assertThat(client.send("DELETE", PATH + "/" + manifest.sha256(), "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void isGivenUpWhenSomebodySaysSo() throws IOException, InterruptedException {
        begin();
        send(sounds, 0, sounds.length);
        send(words, 0, words.length);

        assertThat(client.send("DELETE", PATH + "/" + manifest.sha256(), "").statusCode())
                .isEqualTo(200);

        assertThat(client.json(PATH).path("models")).isEmpty();
        assertThat(file(ModelManifest.FILE)).isEmpty();
    }
}
