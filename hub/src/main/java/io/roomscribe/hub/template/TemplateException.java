package io.roomscribe.hub.template;

import io.roomscribe.protocol.supervision.Failure;

/// A file that is no template, or a choice that nobody can make.
public final class TemplateException extends Failure {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Code {
        BAD_FILE,
        NOT_FOUND,
        NOT_VALID
    }

    private final Code code;
    private final int line;

    private TemplateException(Code code, int line, String message, String hint) {
        super(Severity.SKIP, message, hint);
        this.code = code;
        this.line = line;
    }

    public Code code() {
        return code;
    }

    /// Where in the file, from 1; 0 for the file as a whole.
    public int line() {
        return line;
    }

    static TemplateException badFile(int line, String what, String hint) {
        return new TemplateException(Code.BAD_FILE, line, what, hint);
    }

    static TemplateException noRoom() {
        return new TemplateException(
                Code.NOT_FOUND, 0, "there is no room of that id", "list the rooms");
    }

    static TemplateException notValid(String message, String hint) {
        return new TemplateException(Code.NOT_VALID, 0, message, hint);
    }
}
