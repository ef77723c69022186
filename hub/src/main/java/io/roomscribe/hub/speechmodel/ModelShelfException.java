package io.roomscribe.hub.speechmodel;

import io.roomscribe.protocol.supervision.Failure;
import java.io.IOException;

/// A model, or a part of one, that the hub does not take.
public final class ModelShelfException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What is wrong.
    public enum Code {
        UNKNOWN,
        MISPLACED,
        DAMAGED,
        NO_SPACE,
        BUSY,
        DISK
    }

    private final Code code;

    private ModelShelfException(Code code, String message, String hint) {
        super(Severity.SKIP, message, hint);
        this.code = code;
    }

    private ModelShelfException(IOException cause) {
        super(
                Severity.SKIP,
                "The hub cannot write its models folder (%s)"
                        .formatted(cause.getClass().getSimpleName()),
                "look at its disk and at the folder's owner",
                cause);
        this.code = Code.DISK;
    }

    static ModelShelfException unknown() {
        return new ModelShelfException(
                Code.UNKNOWN,
                "The hub has no such model, or no such file of it",
                "send its manifest first");
    }

    static ModelShelfException misplaced(long have) {
        return new ModelShelfException(
                Code.MISPLACED,
                "The hub has %d bytes of this file".formatted(have),
                "go on from there");
    }

    static ModelShelfException damaged() {
        return new ModelShelfException(
                Code.DAMAGED,
                "The file is not what its hash says, and is deleted",
                "send it again from its beginning");
    }

    static ModelShelfException noSpace(long missingBytes) {
        return new ModelShelfException(
                Code.NO_SPACE,
                "The hub lacks %d MiB for it".formatted((missingBytes >> 20) + 1),
                "free space on the hub's disk");
    }

    static ModelShelfException busy() {
        return new ModelShelfException(
                Code.BUSY, "Another file of a model is coming in", "send it again in a minute");
    }

    static ModelShelfException disk(IOException e) {
        return new ModelShelfException(e);
    }

    public Code code() {
        return code;
    }
}
