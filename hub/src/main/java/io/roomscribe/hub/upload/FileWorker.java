package io.roomscribe.hub.upload;

import io.roomscribe.hub.upload.UploadException.Code;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.ProtocolException;
import io.roomscribe.protocol.transcription.FileNews;
import io.roomscribe.protocol.transcription.FileNewsLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Runs the box's software on one file, as a process: what is heard in an uploaded file is heard by
/// the very code that listens in a room, and a native crash ends that process and not the hub. One
/// file a process, so nothing grows; it ends when the hub does.
///
/// Thread-safe.
public final class FileWorker {
    private static final String JAR = "roomscribe-device.jar";
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final UploadConfig config;
    private final Path models;
    private final Path work;
    private final AtomicLong runs = new AtomicLong();

    /// @param models where installed models lie
    /// @param work a folder of its own; what an earlier hub left in it goes
    public FileWorker(UploadConfig config, Path models, Path work) {
        this.config = config;
        this.models = models;
        this.work = work;
    }

    /// What is to be heard.
    ///
    /// @param from first sample that was not heard yet
    /// @param longest what is refused above this
    record Wanted(
            Path file, RecordingId recording, Instant startedAt, long from, Duration longest) {}

    /// Finds out whether a file can be read at all.
    ///
    /// @throws UploadException when it cannot
    void probe(Path file) throws InterruptedException {
        run(List.of(file.toString(), "--probe"), _ -> {});
    }

    /// Returns at the file's end.
    ///
    /// @param news told `sound`, `progress`, `heard` and `done`; may throw, which ends the process
    /// @throws UploadException when nothing can be heard of it
    void transcribe(Wanted wanted, Consumer<FileNews> news) throws InterruptedException {
        var words = new ArrayList<String>();
        words.add(wanted.file().toString());
        words.addAll(List.of("--recording", wanted.recording().toString()));
        words.addAll(List.of("--start", wanted.startedAt().toString()));
        words.addAll(List.of("--from", Long.toString(wanted.from())));
        words.addAll(List.of("--longest", Long.toString(wanted.longest().toSeconds())));
        words.addAll(List.of("--model", speechModel().toString()));
        speakerModel()
                .ifPresent(folder -> words.addAll(List.of("--speaker-model", folder.toString())));
        run(words, news);
    }

    /// The name of the model that is used.
    String model() {
        return String.valueOf(speechModel().getFileName());
    }

    private void run(List<String> words, Consumer<FileNews> news) throws InterruptedException {
        var folder = work.resolve("file-" + runs.incrementAndGet());
        var command = new ArrayList<String>();
        if (Files.isExecutable(NICE)) {
            // Uploads may wait, ingest may not.
            command.addAll(List.of(NICE.toString(), "-n", "5"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
        command.addAll(List.of(jar().toString(), "transcribe", "--json", "--child"));
        command.addAll(List.of("--work", folder.toString()));
        command.addAll(words);
        try {
            Files.createDirectories(work);
            var process =
                    new ProcessBuilder(command)
                            .redirectError(Redirect.to(work.resolve("worker.log").toFile()))
                            .start();
            try {
                listen(process, news);
            } finally {
                end(process);
                clear(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            throw UploadException.disk(e);
        }
    }

    /// Removes what an earlier hub left, which may be somebody's voice.
    void clear() {
        try {
            clear(work);
        } catch (IOException e) {
            throw UploadException.disk(e);
        }
    }

    private static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /// Its stdin stays open as long as we live; its own child goes with it.
    private static void end(Process process) throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static void listen(Process process, Consumer<FileNews> news) throws IOException {
        try (var in =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var one = FileNewsLine.parse(line);
                if (one instanceof FileNews.Refused refused) {
                    throw UploadException.of(refused);
                }
                news.accept(one);
            }
            if (process.waitFor() != 0) {
                throw crashed();
            }
        } catch (ProtocolException e) {
            throw crashed();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static UploadException crashed() {
        return new UploadException(
                Code.MACHINE,
                "The process that transcribes files ended by itself",
                "it is tried again; 'work/file/worker.log' in the data folder says more");
    }

    private Path jar() {
        var own = Path.of(System.getProperty("java.class.path").split(":", 2)[0]).toAbsolutePath();
        return config.worker()
                .or(() ->
                        Stream.of(
                                        own.resolveSibling(JAR),
                                        own.resolve("../../../device/target/" + JAR))
                                .map(Path::normalize)
                                .filter(Files::isRegularFile)
                                .findFirst())
                .orElseThrow(() ->
                        new UploadException(
                                Code.NOT_INSTALLED,
                                "The box's software, which transcribes files, is not installed here",
                                "install roomscribe-device.jar beside the hub's, or name it in"
                                        + " 'upload.worker'"));
    }

    private Path speechModel() {
        return config.speechModel()
                .or(() -> installed(name -> !name.startsWith("vosk-model-spk")))
                .orElseThrow(() ->
                        new UploadException(
                                Code.NOT_INSTALLED,
                                "No speech model is installed here",
                                "fetch one with 'roomscribe models install', or name it in"
                                        + " 'upload.speech-model'"));
    }

    private Optional<Path> speakerModel() {
        return config.speakerModel().or(() -> installed(name -> name.startsWith("vosk-model-spk")));
    }

    /// Also those that lie beside the box's software.
    private Optional<Path> installed(Predicate<String> wanted) {
        var jar = jar();
        return Stream.of(models, jar.resolveSibling("models"), jar.resolve("../../models"))
                .map(Path::normalize)
                .filter(Files::isDirectory)
                .flatMap(FileWorker::folders)
                .filter(folder -> String.valueOf(folder.getFileName()).startsWith("vosk-model-"))
                .filter(folder -> wanted.test(String.valueOf(folder.getFileName())))
                .findFirst();
    }

    private static Stream<Path> folders(Path folder) {
        try (var found = Files.list(folder)) {
            return found.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
