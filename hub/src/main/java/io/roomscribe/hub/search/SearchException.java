package io.roomscribe.hub.search;

import io.roomscribe.protocol.supervision.Failure;

/// The index cannot be read or written, or no vectors can be made.
public final class SearchException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Code {
        INDEX_FAILING,
        NO_VECTORS
    }

    private final Code code;

    private SearchException(Code code, String message, String hint, Throwable cause) {
        super(Severity.RETRY, message, hint, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    static SearchException index(String what, Throwable cause) {
        return new SearchException(
                Code.INDEX_FAILING,
                "cannot %s the search index: %s".formatted(what, cause.getClass().getSimpleName()),
                "check that the disk is not full, then run 'roomscribe search rebuild'",
                cause);
    }

    static SearchException vectors(String why, Throwable cause) {
        return new SearchException(
                Code.NO_VECTORS,
                "cannot make vectors for the search by meaning: " + why,
                "check 'search.embedding-model', or set 'search.meaning = false'",
                cause);
    }
}
