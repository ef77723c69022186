package io.roomscribe.provisioning.demo;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Where no language model answers, offers the catalogue's small one and fetches it in the
/// background by the `models install` command. The hub finds it by itself once it is there.
///
/// Thread-safe.
final class ModelOffer implements AutoCloseable {
    static final String MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m";
    private static final int OLLAMA_PORT = 11434;
    private static final int CONNECT_MILLIS = 500;

    private final Installation installation;
    private final Path models;
    private final Consumer<String> notes;
    private volatile Optional<Process> fetching = Optional.empty();

    ModelOffer(Installation installation, Path models, Consumer<String> notes) {
        this.installation = installation;
        this.models = models;
        this.notes = notes;
    }

    /// @throws CommandException when the model was named and is not here
    static void check(Path models, Optional<String> named) {
        named.filter(id -> !Files.exists(models.resolve(id + ".gguf")))
                .ifPresent(id -> {
                    throw new CommandException(
                            ExitCode.FAILED,
                            "language model %s is not in %s".formatted(id, models),
                            "fetch it with './roomscribe models install %s'".formatted(id));
                });
    }

    boolean isNeeded() {
        return !isOllamaHere() && !isModelHere();
    }

    /// Says what could be had. `canType` when somebody could answer.
    void make(boolean canType) {
        notes.accept(
                "No language model answers here: the minutes will be sentences picked from the transcript.");
        notes.accept(
                canType
                        ? "Type y and Enter to fetch a small one now, in the background (1.1 GB)."
                        : "A small one (1.1 GB): ./roomscribe models install " + MODEL);
    }

    /// Fetches the model; returns at once. Asked again, does nothing.
    synchronized void accept() {
        if (fetching.isPresent()) {
            return;
        }
        try {
            var process =
                    new ProcessBuilder(
                                    installation.java().toString(),
                                    "-Droomscribe.root=" + installation.root(),
                                    "-jar",
                                    installation.commandJar().toString(),
                                    "models",
                                    "install",
                                    MODEL)
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            fetching = Optional.of(process);
            Thread.ofVirtual().name("model-fetch").start(() -> tell(process));
        } catch (IOException e) {
            notes.accept("cannot start the fetch (" + e.getMessage() + ")");
        }
    }

    private void tell(Process process) {
        try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                notes.accept(line);
            }
        } catch (IOException e) {
            // It was stopped with the demo; what was fetched is kept.
        }
    }

    private boolean isModelHere() {
        if (!Files.isDirectory(models)) {
            return false;
        }
        try (var files = Files.list(models)) {
            return files.anyMatch(file -> file.toString().endsWith(".gguf"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isOllamaHere() {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), OLLAMA_PORT),
                    CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        fetching.ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
    }
}
