package io.roomscribe.provisioning.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.speechmodel.ModelFile;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;

/// The models that a hub has for its boxes. Puts one there piece by piece, each from where the hub
/// says that it stands, so that what was broken off goes on.
///
/// Confined to one thread.
final class HubShelf {
    private static final String PATH = "/api/v1/speech-models";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PIECE_BYTES = 4 << 20;

    private final HubApi api;

    HubShelf(HubApi api) {
        this.api = api;
    }

    /// @param folder with the model's files
    /// @param progress told how many bytes the hub has more
    /// @throws CommandException when the hub does not take it
    void put(ModelManifest manifest, Path folder, LongConsumer progress)
            throws InterruptedException {
        var standing = checked(api.post(PATH, RecordJson.write(manifest), PATIENCE));
        progress.accept(manifest.bytes() - lacking(standing));
        while (!standing.path("complete").asBoolean()) {
            var next = standing.path("lacking").path(0);
            var have = next.path("have").asLong();
            var file = file(manifest, next.path("sha256").asText());
            var piece = piece(file.in(folder), have);
            var path =
                    "%s/%s/files/%s?from=%d"
                            .formatted(PATH, manifest.sha256(), file.sha256(), have);
            standing = checked(api.upload(path, piece, PATIENCE));
            progress.accept(piece.length);
        }
    }

    private static long lacking(JsonNode standing) {
        var bytes = 0L;
        for (var one : standing.path("lacking")) {
            bytes += one.path("bytes").asLong() - one.path("have").asLong();
        }
        return bytes;
    }

    private static ModelFile file(ModelManifest manifest, String sha256) {
        return manifest.files().stream()
                .filter(one -> one.sha256().equals(sha256))
                .findFirst()
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.FAILED,
                                "the hub asks for a file that is not of this model",
                                "check that --hub is a Roomscribe hub"));
    }

    private static byte[] piece(Path path, long from) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var piece = new byte[Math.clamp(file.length() - from, 0, PIECE_BYTES)];
            file.seek(from);
            file.readFully(piece);
            return piece;
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read %s (%s)".formatted(path, e.getClass().getSimpleName()),
                    "check it with './roomscribe models verify'",
                    e);
        }
    }

    private static JsonNode checked(HubApi.Answer answer) {
        if (answer.status() / 100 == 2) {
            return answer.body();
        }
        throw new CommandException(
                answer.status() == 503 ? ExitCode.UNREACHABLE : ExitCode.FAILED,
                "the hub does not take the model (%s)"
                        .formatted(answer.body().path("detail").asText("" + answer.status())),
                "then run this again; what the hub has is not sent again");
    }
}
