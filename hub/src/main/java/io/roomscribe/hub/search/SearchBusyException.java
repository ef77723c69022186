package io.roomscribe.hub.search;

import io.roomscribe.protocol.supervision.Failure;

/// Too many search at once.
public final class SearchBusyException extends Failure {
    private static final long serialVersionUID = 1L;

    SearchBusyException() {
        super(Severity.RETRY, "too many searches at once", "search again in a few seconds");
    }
}
