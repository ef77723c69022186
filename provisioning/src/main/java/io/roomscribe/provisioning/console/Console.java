package io.roomscribe.provisioning.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.PrintWriter;

/// Where a command writes: the answer to stdout, progress and notes to stderr. Colour only where a
/// person looks.
///
/// Thread-safe: a line is printed whole.
public final class Console {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean interactive;
    private final boolean coloured;

    /// @param interactive a person sits at stderr: lines may be redrawn
    /// @param coloured ANSI colours are wanted
    public Console(PrintWriter out, PrintWriter err, boolean interactive, boolean coloured) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
        this.coloured = coloured;
    }

    /// A line of the answer.
    public synchronized void answer(String line) {
        out.println(line);
        out.flush();
    }

    /// The answer as one line of JSON.
    public void answerJson(Object value) {
        try {
            answer(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the answer as JSON", e);
        }
    }

    /// A line of progress.
    public synchronized void note(String line) {
        err.println(line);
        err.flush();
    }

    /// Takes the place of the line it was last called for; nothing where lines cannot be redrawn.
    public synchronized void redraw(String line) {
        if (interactive) {
            err.print("\r\u001b[2K" + line);
            err.flush();
        }
    }

    /// For help screens.
    public PrintWriter answers() {
        return out;
    }

    public boolean isInteractive() {
        return interactive;
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String faint(String text) {
        return styled("2", text);
    }

    public String good(String text) {
        return styled("32", text);
    }

    public String bad(String text) {
        return styled("31", text);
    }

    public String accent(String text) {
        return styled("36", text);
    }

    private String styled(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
