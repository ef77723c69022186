package io.roomscribe.protocol.supervision;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Something that no code of ours throws on purpose, and after which the process cannot go on. A
/// foreign exception's message may hold anything, spoken words too, so only its type and its place
/// are ever told.
public final class Defect extends Failure {
    private static final long serialVersionUID = 1L;
    private static final int FRAMES_MAX = 40;
    private static final int CAUSES_MAX = 5;

    public Defect(String thread, Throwable cause) {
        super(
                Severity.FATAL,
                "%s met %s".formatted(thread, place(cause)),
                "start it again, and report this line",
                cause);
    }

    /// Its type and where it was thrown.
    public static String place(Throwable thrown) {
        var trace = thrown.getStackTrace();
        return thrown.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /// Its stack and its causes', without any message.
    static String trace(Throwable thrown) {
        var text = new StringBuilder();
        var at = thrown;
        for (var i = 0; at != null && i < CAUSES_MAX; i++) {
            text.append(i == 0 ? "" : " caused by ").append(at.getClass().getName()).append(' ');
            text.append(
                    Arrays.stream(at.getStackTrace())
                            .limit(FRAMES_MAX)
                            .map(StackTraceElement::toString)
                            .collect(Collectors.joining(" < ")));
            at = at.getCause();
        }
        return text.toString();
    }
}
