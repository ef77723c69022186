package io.roomscribe.device.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How the worker is started: which Java, which class path, where it may write.
///
/// Immutable.
///
/// @param work folder of its own; the native library is unpacked in it, its complaints are kept
///   there
/// @param mainClass [SpeechWorkerMain], or a test's
public record WorkerLaunch(Path java, String classPath, String mainClass, Path work) {

    /// The Java and the class path of this process.
    public static WorkerLaunch likeThisProcess(Path work) {
        return new WorkerLaunch(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                SpeechWorkerMain.class.getName(),
                work.toAbsolutePath());
    }

    Process start(SpeechConfig config) throws IOException {
        var temporary = work.resolve("tmp");
        clear(temporary);
        Files.createDirectories(temporary);
        keepPrevious("worker");
        keepPrevious("crash");
        var builder = new ProcessBuilder(command(config, temporary));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        // Would print to stderr, and might add what we do not want.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.redirectError(work.resolve("worker.log").toFile());
        return builder.start();
    }

    /// What the last worker left to read: one file of each kind, however often it dies.
    private void keepPrevious(String name) throws IOException {
        var file = work.resolve(name + ".log");
        if (Files.exists(file)) {
            Files.move(
                    file,
                    work.resolve(name + "-previous.log"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private List<String> command(SpeechConfig config, Path temporary) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(
                List.of(
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        // A dump would hold what was said.
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + work.resolve("crash.log"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djna.encoding=UTF-8",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Djna.tmpdir=" + temporary,
                        "-cp",
                        classPath,
                        mainClass,
                        config.model().toAbsolutePath().toString(),
                        Long.toString(config.utteranceMax().toMillis())));
        config.speakerModel().ifPresent(folder -> command.add(folder.toAbsolutePath().toString()));
        return command;
    }

    /// A killed worker leaves the unpacked native library behind, 26 MB each time.
    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
