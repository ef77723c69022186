package io.roomscribe.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The box as a real process, from the classes under test, and what it says of itself.
final class BoxProcess {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BoxProcess() {}

    /// @param options of its Java
    static ChildProcess start(
            Path folder, Path configuration, Map<String, String> environment, String... options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(options));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        configuration.toString()));
        return ChildProcess.start("device", folder, environment, command);
    }

    /// What the box last wrote into its data folder; a missing node before its first second.
    static JsonNode status(Path data) {
        try {
            return JSON.readTree(Files.readString(data.resolve("status.json")));
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
