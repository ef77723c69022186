package io.roomscribe.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real Mosquitto on loopback, in a folder of the test's. Killing it is part of the point:
/// [#kill] and [#restart] keep the port.
///
/// Confined to the test's thread.
public final class MosquittoBroker implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

    private final Path folder;
    private final int port;
    private ChildProcess process;

    private MosquittoBroker(Path folder, int port, ChildProcess process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    public static boolean isInstalled() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    /// Starts one that lets everybody in.
    ///
    /// @param options further lines of `mosquitto.conf`
    public static MosquittoBroker start(Path folder, String... options) {
        var port = FreePort.find();
        var config = new ArrayList<String>();
        // Started as root it would change to a user who cannot read the test's folder.
        config.add("user root");
        config.add("listener " + port + " 127.0.0.1");
        if (List.of(options).stream().noneMatch(o -> o.startsWith("allow_anonymous"))) {
            config.add("allow_anonymous true");
        }
        config.addAll(List.of(options));
        write(folder.resolve("mosquitto.conf"), config);
        return new MosquittoBroker(folder, port, launch(folder, port));
    }

    /// Starts one that asks for a password and confines each user to what `aclLines` say.
    ///
    /// @param passwords by user name
    public static MosquittoBroker startSecured(
            Path folder, Map<String, String> passwords, List<String> aclLines, String... options) {
        var passwordFile = folder.resolve("passwords");
        write(
                passwordFile,
                passwords.entrySet().stream().map(e -> e.getKey() + ":" + e.getValue()).toList());
        hash(folder, passwordFile);
        write(folder.resolve("acl"), aclLines);
        var all = new ArrayList<String>();
        all.add("allow_anonymous false");
        all.add("password_file " + passwordFile);
        all.add("acl_file " + folder.resolve("acl"));
        all.addAll(List.of(options));
        return start(folder, all.toArray(String[]::new));
    }

    private static void hash(Path folder, Path passwordFile) {
        try (var tool =
                ChildProcess.start(
                        "mosquitto_passwd",
                        folder,
                        Map.of(),
                        List.of("mosquitto_passwd", "-U", passwordFile.toString()))) {
            var exit = tool.awaitExit(START_TIMEOUT);
            if (exit != 0) {
                throw new AssertionError("mosquitto_passwd failed: " + tool.text());
            }
        }
    }

    private static ChildProcess launch(Path folder, int port) {
        var program =
                PLACES.stream()
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("mosquitto is not installed"));
        var config = folder.resolve("mosquitto.conf");
        var child =
                ChildProcess.start(
                        "mosquitto",
                        folder,
                        Map.of(),
                        List.of(program.toString(), "-c", config.toString(), "-v"));
        Await.until(
                "mosquitto to listen on " + port,
                START_TIMEOUT,
                () -> {
                    if (!child.isAlive()) {
                        throw new AssertionError("mosquitto ended:\n" + child.text());
                    }
                    return listens(port);
                },
                child::text);
        return child;
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    public String log() {
        return process.text();
    }

    /// kill -9.
    public void kill() {
        process.kill();
    }

    /// SIGSTOP: it accepts and answers nothing, its sockets stay open.
    public void suspend() {
        process.suspend();
    }

    public void resume() {
        process.resume();
    }

    /// Starts it again on the same port.
    public void restart() {
        process.close();
        process = launch(folder, port);
    }

    @Override
    public void close() {
        process.close();
    }
}
