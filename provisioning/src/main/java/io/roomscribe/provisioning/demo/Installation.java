package io.roomscribe.provisioning.demo;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where Roomscribe's parts are on this machine.
///
/// Immutable.
///
/// @param root the project's folder
/// @param java the Java program to run processes with
public record Installation(Path root, Path java) {

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

    Path meeting() {
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
