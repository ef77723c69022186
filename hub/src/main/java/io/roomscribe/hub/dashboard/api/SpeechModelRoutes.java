package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.speechmodel.ModelShelf;
import io.roomscribe.hub.speechmodel.ModelShelfException;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.speechmodel.ModelKind;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import java.util.List;
import java.util.function.Supplier;

/// Models that this hub has for its boxes, and how they come here: the manifest first, then each
/// file that the answer says is lacking, from the byte on that is lacking.
///
/// Thread-safe.
public final class SpeechModelRoutes {
    private final ModelShelf shelf;

    public SpeechModelRoutes(ModelShelf shelf) {
        this.shelf = shelf;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering("/api/v1/speech-models", this::models),
                Route.changing(Method.POST, "/api/v1/speech-models", this::begin),
                Route.uploading("/api/v1/speech-models/{id}/files/{file}", this::take, "from"),
                Route.changing(Method.DELETE, "/api/v1/speech-models/{id}", this::remove));
    }

    record ModelShape(
            String model,
            ModelKind kind,
            String sha256,
            long bytes,
            boolean complete,
            List<ModelShelf.Lacking> lacking) {
        static ModelShape of(ModelShelf.Standing one) {
            return new ModelShape(
                    one.manifest().model(),
                    one.manifest().kind(),
                    one.manifest().sha256(),
                    one.manifest().bytes(),
                    one.isComplete(),
                    one.lacking());
        }
    }

    record ModelsShape(List<ModelShape> models) {}

    record Removed(String removed) {}

    private Answer models(Call call) {
        return answered(() ->
                Answer.json(new ModelsShape(shelf.models().stream().map(ModelShape::of).toList())));
    }

    private Answer begin(Call call) {
        var manifest =
                call.body(
                        text -> RecordJson.read(text, ModelManifest.class),
                        "Send a model's name, kind and files, each with path, bytes and sha256.");
        return answered(() -> Answer.json(ModelShape.of(shelf.begin(manifest))));
    }

    private Answer take(Call call) {
        var from = call.number("from", 0, Long.MAX_VALUE, 0);
        return answered(() ->
                Answer.json(
                        ModelShape.of(
                                shelf.take(
                                        call.path("id"), call.path("file"), from, call.stream()))));
    }

    private Answer remove(Call call) {
        var sha256 = call.path("id");
        return answered(() -> {
            if (!shelf.remove(sha256)) {
                throw ProblemException.notFound("There is no model of that hash.");
            }
            return Answer.json(new Removed(sha256));
        });
    }

    private static Answer answered(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (ModelShelfException e) {
            throw problem(e);
        }
    }

    private static ProblemException problem(ModelShelfException why) {
        var detail = why.getMessage();
        return switch (why.code()) {
            case UNKNOWN -> ProblemException.notFound(detail);
            case MISPLACED -> ProblemException.conflict(detail);
            case DAMAGED -> ProblemException.unprocessable(detail);
            case NO_SPACE, BUSY, DISK -> ProblemException.unavailable(detail);
        };
    }
}
