package io.roomscribe.device.speechmodel;

import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.speechmodel.ModelKind;

/// A model that somebody wants on this box, as it is kept from one start to the next.
///
/// Immutable.
///
/// @param sha256 of the model, as `ModelManifest` counts it
/// @param bytes of all its files
/// @param failure why it is given up; empty while it is fetched
record ModelOrder(String model, ModelKind kind, String sha256, long bytes, String failure) {
    static ModelOrder of(CommandBody.InstallModel command) {
        return new ModelOrder(
                command.model(), command.kind(), command.sha256(), command.bytes(), "");
    }

    boolean isFailed() {
        return !failure.isEmpty();
    }

    ModelOrder failed(String why) {
        return new ModelOrder(model, kind, sha256, bytes, why);
    }

    boolean isFor(String otherModel, String otherSha256) {
        return model.equals(otherModel) && sha256.equals(otherSha256);
    }
}
