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
record Installation(Path root, Path java) {

    /// By the launcher's word.
    static Installation find() {
        var root = System.getProperty("roomscribe.root");
        if (root == null) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot tell where Roomscribe's parts are",
                    "start the command as './roomscribe demo'");
        }
        return new Installation(
                Path.of(root), Path.of(System.getProperty("java.home"), "bin/java"));
    }

    Path hubJar() {
        return existing(root.resolve("hub/target/roomscribe-hub.jar"), "./roomscribe build");
    }

    Path deviceJar() {
        return existing(root.resolve("device/target/roomscribe-device.jar"), "./roomscribe build");
    }

    Path commandJar() {
        return existing(root.resolve("provisioning/target/roomscribe.jar"), "./roomscribe build");
    }

    Path speechModel() {
        return existing(
                root.resolve("device/models/vosk-model-tiny-en"), "git checkout -- device/models");
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
