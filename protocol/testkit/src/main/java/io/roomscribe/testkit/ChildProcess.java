package io.roomscribe.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A real process that a test started and that never outlives it: `close` kills it and everything
/// it started. Output (both streams) is read by a thread and kept, up to a limit.
///
/// Thread-safe.
public final class ChildProcess implements AutoCloseable {
    private static final int LINES_MAX = 20_000;
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = Thread.ofVirtual().name("output of " + name).start(this::readOutput);
    }

    public static ChildProcess start(
            String name, Path folder, Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /// This JVM's own `java`, with `arguments`.
    public static ChildProcess java(String name, Path folder, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return start(name, folder, Map.of(), command);
    }

    private void readOutput() {
        try (var in = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                keep(line);
            }
        } catch (IOException e) {
            keep("(output ended: " + e.getMessage() + ")");
        }
    }

    private synchronized void keep(String line) {
        if (lines.size() < LINES_MAX) {
            lines.add(line);
        }
    }

    public synchronized List<String> output() {
        return List.copyOf(lines);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for a line of output, also one already printed.
    public String awaitLine(String what, Duration timeout, Predicate<String> wanted) {
        return Await.value(
                name + " to print " + what,
                timeout,
                () -> {
                    var found = output().stream().filter(wanted).findFirst();
                    if (found.isEmpty() && !isAlive() && !reader.isAlive()) {
                        throw new AssertionError(
                                "%s ended (exit code %d) before it printed %s:\n%s"
                                        .formatted(name, process.exitValue(), what, text()));
                    }
                    return found.orElse(null);
                },
                this::text);
    }

    /// Types a line into it.
    public void type(String line) {
        try {
            var keyboard = process.outputWriter(StandardCharsets.UTF_8);
            keyboard.write(line + "\n");
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot type into " + name, e);
        }
    }

    /// Waits for the end and returns the exit code.
    public int awaitExit(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "%s did not end within %s:\n%s".formatted(name, timeout, text()));
            }
            reader.join(KILL_TIMEOUT);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + name, e);
        }
    }

    /// SIGTERM.
    public void terminate() {
        process.destroy();
    }

    /// SIGKILL, to this process alone: what it started finds out by itself.
    public void kill() {
        process.destroyForcibly();
        awaitExit(KILL_TIMEOUT);
    }

    /// SIGSTOP: it stands still, its sockets stay open.
    public void suspend() {
        signal("-STOP");
    }

    /// SIGCONT.
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            var exit = new ProcessBuilder("kill", signal, Long.toString(pid())).start().waitFor();
            if (exit != 0) {
                throw new AssertionError("cannot signal " + name + ": kill ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while signalling " + name, e);
        }
    }

    public String text() {
        return String.join("\n", output());
    }

    @Override
    public void close() {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitExit(KILL_TIMEOUT);
    }
}
