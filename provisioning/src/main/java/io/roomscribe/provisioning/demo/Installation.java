package io.roomscribe.provisioning.demo;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where Roomscribe's parts are on this machine, and how its processes are started.
///
/// Immutable.
///
/// @param root the project's folder
/// @param java the Java program to run processes with
public record Installation(Path root, Path java) {
    /// Lucene compares vectors in the processor's own where it may, see docs/adr/0020.
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    private static final List<String> HUB_FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC", VECTORS);

    /// By the launcher's word.
    public static Installation find() {
        var root = System.getProperty("roomscribe.root");
        if (root == null) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot tell where Roomscribe's parts are",
                    "start the command as './roomscribe ...'");
        }
        return new Installation(
                Path.of(root), Path.of(System.getProperty("java.home"), "bin/java"));
    }

    public ChildProcess startHub(Path configuration, Path log) {
        return start("hub", HUB_FLAGS, hubJar(), configuration, log);
    }

    public ChildProcess startDevice(Path configuration, Path log) {
        return start("box", deviceFlags(), deviceJar(), configuration, log);
    }

    private ChildProcess start(
            String name, List<String> flags, Path jar, Path configuration, Path log) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(flags);
        command.addAll(List.of("-jar", jar.toString(), configuration.toString()));
        return ChildProcess.start(name, command, log);
    }

    /// The command line of the bench of searching, which lies in the hub.
    public List<String> searchBench(Path folder, int segments) {
        return List.of(
                java.toString(),
                "-Xmx1g",
                VECTORS,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                hubJar().toString(),
                "io.roomscribe.hub.search.SearchBenchMain",
                Integer.toString(segments),
                folder.toString());
    }

    /// The command line of the bench of minutes' cost, which lies in the hub.
    public List<String> summaryBench(Path folder, List<String> minutes) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(HUB_FLAGS);
        command.addAll(List.of("-cp", hubJar().toString()));
        command.add("io.roomscribe.hub.summary.SummaryBenchMain");
        command.add(folder.toString());
        command.addAll(minutes);
        return List.copyOf(command);
    }

    /// Java's options for a box's process, in front of `-jar`.
    public List<String> deviceFlags() {
        return List.of("@" + root.resolve("device/src/deb/jvm.options"));
    }

    public Path hubJar() {
        return existing(root.resolve("hub/target/roomscribe-hub.jar"), "./roomscribe build");
    }

    public Path deviceJar() {
        return existing(root.resolve("device/target/roomscribe-device.jar"), "./roomscribe build");
    }

    Path commandJar() {
        return existing(root.resolve("provisioning/target/roomscribe.jar"), "./roomscribe build");
    }

    public Path speechModel() {
        return existing(
                root.resolve("device/models/vosk-model-tiny-en"), "git checkout -- device/models");
    }

    public Path speakerModel() {
        return existing(
                root.resolve("device/models/vosk-model-spk-0.4"), "git checkout -- device/models");
    }

    public Path meeting() {
        return existing(
                root.resolve("provisioning/demo/meeting.wav"), "git checkout -- provisioning/demo");
    }

    private static Path existing(Path path, String cure) {
        if (!Files.exists(path)) {
            throw new CommandException(
                    ExitCode.FAILED, "there is no " + path, "run '%s'".formatted(cure));
        }
        return path;
    }
}
