package io.roomscribe.device.speechmodel;

import io.roomscribe.protocol.supervision.Failure;
import java.io.IOException;

/// A model that the box does not fetch, or cannot use.
public final class ModelException extends Failure {
    private static final long serialVersionUID = 1L;

    private ModelException(String message, String hint) {
        super(Severity.SKIP, message, hint);
    }

    private ModelException(String message, String hint, Throwable cause) {
        super(Severity.SKIP, message, hint, cause);
    }

    static ModelException noHub() {
        return new ModelException(
                "the box has no 'identity.hub' to fetch models from",
                "enrol it with a certificate, or copy the model to it by hand");
    }

    static ModelException busy(String model) {
        return new ModelException(
                "the box is fetching " + model, "wait until that has ended, then push again");
    }

    static ModelException noSpace(String model, long missingBytes) {
        return new ModelException(
                "%s needs %d MiB more than there is".formatted(model, (missingBytes >> 20) + 1),
                "free space on the box, or keep less audio there with 'retention', then push again");
    }

    static ModelException otherFiles(String model) {
        return new ModelException(
                "the hub gave other files for %s than were ordered".formatted(model),
                "push it again");
    }

    static ModelException damaged(String path) {
        return new ModelException(
                "%s came damaged and is deleted".formatted(path), "push the model again");
    }

    static ModelException unusable(String model, Failure cause) {
        return new ModelException(
                "%s is no model that this box can use".formatted(model),
                "push one that './roomscribe models list' names for boxes",
                cause);
    }

    static ModelException unwritable(IOException e) {
        return new ModelException(
                "the box cannot write its models folder (%s)"
                        .formatted(e.getClass().getSimpleName()),
                "look at the box with './roomscribe doctor'",
                e);
    }
}
