package io.roomscribe.hub.dashboard.route;

/// What went wrong, in the shape of RFC 9457. `type` is left out and so means `about:blank`: the
/// title is the status's own name.
///
/// Immutable.
///
/// @param detail one sentence that may be shown to anybody: never an exception's text
/// @param instance the path asked for, without its query
public record Problem(int status, String title, String detail, String instance) {

    /// For a status that somebody else chose.
    public static Problem of(int status, String instance) {
        return switch (status) {
            case 400 ->
                    new Problem(400, "Bad Request", "The request can't be understood.", instance);
            case 404 ->
                    new Problem(404, "Not Found", "There is nothing at this address.", instance);
            case 405 ->
                    new Problem(
                            405,
                            "Method Not Allowed",
                            "This address does not take this method.",
                            instance);
            case 413 ->
                    new Problem(
                            413, "Content Too Large", "The request's body is too large.", instance);
            case 414 -> new Problem(414, "URI Too Long", "The address is too long.", instance);
            case 503 ->
                    new Problem(
                            503,
                            "Service Unavailable",
                            "The hub is busy. Try again in a minute.",
                            instance);
            default ->
                    status >= 400 && status < 500
                            ? new Problem(
                                    status,
                                    "Bad Request",
                                    "The request can't be answered.",
                                    instance)
                            : new Problem(
                                    500,
                                    "Internal Server Error",
                                    "Something went wrong in the hub. Its log says what.",
                                    instance);
        };
    }

    public Answer answer() {
        return new Answer(status, Answer.PROBLEM, Json.line(this));
    }
}
