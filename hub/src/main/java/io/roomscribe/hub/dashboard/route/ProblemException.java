package io.roomscribe.hub.dashboard.route;

import java.time.Duration;

/// A request that can't be answered, with what its caller may be told.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;

    public ProblemException(int status, String title, String detail) {
        super(detail);
        this.status = status;
        this.title = title;
    }

    public static ProblemException badRequest(String detail) {
        return new ProblemException(400, "Bad Request", detail);
    }

    /// Nobody has signed in.
    public static ProblemException unauthorized() {
        return new ProblemException(
                401,
                "Unauthorized",
                "Sign in first: with a session, or by name and password as HTTP Basic.");
    }

    public static ProblemException forbidden(String detail) {
        return new ProblemException(403, "Forbidden", detail);
    }

    public static ProblemException tooMany(Duration wait) {
        return new ProblemException(
                429,
                "Too Many Requests",
                "Too many wrong passwords. Try again in %d s.".formatted(wait.toSeconds() + 1));
    }

    public static ProblemException conflict(String detail) {
        return new ProblemException(409, "Conflict", detail);
    }

    public static ProblemException tooLarge(String detail) {
        return new ProblemException(413, "Content Too Large", detail);
    }

    public static ProblemException unsupported(String detail) {
        return new ProblemException(415, "Unsupported Media Type", detail);
    }

    public static ProblemException unprocessable(String detail) {
        return new ProblemException(422, "Unprocessable Content", detail);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(404, "Not Found", detail);
    }

    public static ProblemException noMeeting() {
        return notFound("There is no meeting of that id.");
    }

    public static ProblemException unavailable(String detail) {
        return new ProblemException(503, "Service Unavailable", detail);
    }

    public int status() {
        return status;
    }

    public Problem problem(String instance) {
        return new Problem(status, title, String.valueOf(getMessage()), instance);
    }
}
