package io.roomscribe.systemtest;

import io.roomscribe.protocol.identity.ClaimTicket;
import io.roomscribe.protocol.identity.Pin;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.FreePort;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A hub that was set up with `roomscribe hub init`, as a process, and the command line beside it.
final class EnrolledSite implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);

    final Path folder;
    final Path hub;
    final int httpPort = FreePort.find();
    final int tlsPort = FreePort.find();
    final int enrolmentPort = FreePort.find();
    private final List<ChildProcess> processes = new ArrayList<>();

    EnrolledSite(Path folder) {
        this.folder = folder;
        this.hub = folder.resolve("hub");
        write("password", HubApi.PASSWORD + "\n");
        write(
                "hub.conf",
                """
                data.folder = %s
                account.first-password-file = %s
                http.port = %d
                broker.port = 0
                identity.host = 127.0.0.1
                identity.broker-port = %d
                identity.enrolment-port = %d
                language.embedded = false
                language.find-ollama = false
                """
                        .formatted(
                                hub, folder.resolve("password"), httpPort, tlsPort, enrolmentPort));
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChildProcess startHub() {
        var process =
                start(
                        "hub",
                        List.of(
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-jar",
                                ProjectFolder.resolve("hub/target/roomscribe-hub.jar").toString(),
                                folder.resolve("hub.conf").toString()));
        var api = new HubApi(httpPort);
        Await.until(
                "the hub to answer", START, () -> !process.isAlive() || api.isUp(), process::text);
        if (!process.isAlive()) {
            throw new AssertionError("the hub ended:\n" + process.text());
        }
        return process;
    }

    /// Starts a box by its configuration file, or runs one of its commands.
    ///
    /// @param words behind `roomscribe-device`
    ChildProcess device(String... words) {
        var command =
                new ArrayList<>(
                        List.of(
                                "@" + ProjectFolder.resolve("device/src/deb/jvm.options"),
                                "-jar",
                                ProjectFolder.resolve("device/target/roomscribe-device.jar")
                                        .toString()));
        command.addAll(List.of(words));
        return start("device", command);
    }

    /// Runs a command to its end.
    Ran roomscribe(String... arguments) {
        return roomscribe(START, arguments);
    }

    Ran roomscribe(Duration timeout, String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Droomscribe.root=" + ProjectFolder.root(),
                                "-jar",
                                ProjectFolder.resolve("provisioning/target/roomscribe.jar")
                                        .toString()));
        command.addAll(List.of(arguments));
        try (var process = start("roomscribe", command)) {
            var exit = process.awaitExit(timeout);
            return new Ran(exit, process.output(), process.text());
        }
    }

    record Ran(int exitCode, List<String> output, String text) {}

    /// Runs `hub init`.
    ///
    /// @return what boxes trust
    List<Pin> initialise() {
        return initialise("localhost", "127.0.0.1");
    }

    /// @param names by which boxes reach it
    List<Pin> initialise(String... names) {
        var command = new ArrayList<>(List.of("hub", "init", "--hub-folder", hub.toString()));
        for (var name : names) {
            command.addAll(List.of("--name", name));
        }
        var ran = roomscribe(command.toArray(String[]::new));
        return ran.output().stream()
                .map(String::strip)
                .filter(line -> line.startsWith("sha256:"))
                .map(Pin::new)
                .toList();
    }

    /// Waits until the running hub knows the claims that were made.
    void awaitClaims() {
        var inbox = hub.resolve(ClaimTicket.INBOX);
        Await.until("the claims to be taken in", START, () -> isEmpty(inbox), inbox::toString);
    }

    private static boolean isEmpty(Path inbox) {
        try (var files = Files.newDirectoryStream(inbox, "*.json")) {
            return !files.iterator().hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess start(String name, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        var process = ChildProcess.start(name, folder, Map.of(), command);
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        processes.reversed().forEach(ChildProcess::close);
    }
}
