package io.roomscribe.hub.language;

import io.roomscribe.protocol.supervision.Failure;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why there is no usable answer.
public final class LanguageException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What went wrong, and whether asking the same model again can help.
    public enum Code {
        /// Nobody listens there, or the connection broke.
        UNREACHABLE(Severity.RETRY, "check that the service runs and 'language.endpoint' is right"),
        /// No answer in time.
        TIMED_OUT(Severity.RETRY, "raise 'language.timeout', or choose a smaller model"),
        /// Too many questions, or the service failed inside.
        OVERLOADED(Severity.RETRY, "the service is busy or broken; see its own log"),
        /// Wrong key, unknown model or a question the service does not accept.
        REFUSED(Severity.SKIP, "check 'language.key-file' and 'language.model'"),
        /// The service offers no model that can answer.
        NO_MODEL(Severity.SKIP, "load a model into the service, or set 'language.model'"),
        /// The answer stopped at its length limit. Ask about less.
        CUT_OFF(
                Severity.SKIP,
                "choose a model with more context, or raise 'language.context-tokens'"),
        /// The prompt does not fit. Ask about less.
        TOO_LONG(
                Severity.SKIP,
                "choose a model with more context, or raise 'language.context-tokens'"),
        EMPTY(Severity.RETRY, "the model answered nothing; try another model"),
        /// The answer is not of the form that was asked for.
        GARBAGE(Severity.RETRY, "the model does not follow instructions; choose a larger one"),
        /// llama.cpp's process ended or could not be started.
        WORKER_DIED(Severity.RETRY, "see the hub's log; check free memory and the model's file"),
        /// The key's file or the model's file can't be used.
        BAD_FILE(Severity.SKIP, "run 'roomscribe models verify', and check 'language.key-file'");

        private final Severity severity;
        private final String hint;

        Code(Severity severity, String hint) {
            this.severity = severity;
            this.hint = hint;
        }

        /// As tables and the API have it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// What was asked when it failed; never the words themselves.
    ///
    /// @param tokens of the whole prompt, an upper bound
    public record Question(String model, int tokens) implements Serializable {}

    private final Code code;
    private @Nullable Question question;

    public LanguageException(Code code, String message) {
        super(code.severity, message, code.hint);
        this.code = code;
    }

    public LanguageException(Code code, String message, Throwable cause) {
        super(code.severity, message, code.hint, cause);
        this.code = code;
    }

    /// Says what it is about, once.
    LanguageException about(Question asked) {
        if (question == null) {
            question = asked;
        }
        return this;
    }

    public Optional<Question> question() {
        return Optional.ofNullable(question);
    }

    public Code code() {
        return code;
    }

    /// Whether somebody may answer the same question later: nobody has looked at it yet.
    public boolean isAboutReach() {
        return switch (code) {
            case UNREACHABLE, TIMED_OUT, OVERLOADED, NO_MODEL, WORKER_DIED, BAD_FILE -> true;
            case REFUSED, CUT_OFF, TOO_LONG, EMPTY, GARBAGE -> false;
        };
    }

    /// Whether a shorter piece could be answered where this one could not.
    public boolean isAboutLength() {
        return code == Code.CUT_OFF || code == Code.TOO_LONG;
    }
}
