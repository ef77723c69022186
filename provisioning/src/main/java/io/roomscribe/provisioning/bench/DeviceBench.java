package io.roomscribe.provisioning.bench;

import io.roomscribe.protocol.Audio;
import io.roomscribe.provisioning.bench.DeviceFigures.Cost;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.demo.DeviceStatus;
import io.roomscribe.provisioning.demo.Installation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Runs the bare recogniser and the box, one after the other, on the same file, and measures both.
///
/// Confined to one thread.
final class DeviceBench {
    private static final int HEADER = 44;
    private static final int BYTES_PER_MINUTE = 60 * Audio.SAMPLE_RATE * 2;
    private static final long LOOK_MILLIS = 100;
    private static final Pattern CPU = Pattern.compile("loadMillis=(\\d+) cpuMillis=(\\d+)");

    /// What happens before this much audio is done is the start, but for what audio costs.
    private static final long MARK_MINUTES = 2;

    private final Installation installation;
    private final Console console;
    private final Path folder;
    private final int minutes;
    private final double speed;

    private record Box(Cost device, Cost worker) {}

    /// Processor time when so much audio was recognised.
    private record Mark(double minutes, double device, double workers) {}

    DeviceBench(
            Installation installation, Console console, Path folder, int minutes, double speed) {
        this.installation = installation;
        this.console = console;
        this.folder = folder;
        this.minutes = minutes;
        this.speed = speed;
    }

    DeviceFigures run() throws InterruptedException {
        try {
            var audio = audio();
            console.note("bare libvosk on %d min of audio".formatted(minutes));
            var before = bare(audio);
            console.note(
                    "the box on the same audio, %s times faster than a microphone"
                            .formatted(speed));
            var box = box(audio);
            console.note("bare libvosk once more");
            var bare = before.meanWith(bare(audio));
            return DeviceFigures.of(
                    box.device(),
                    box.worker(),
                    bare,
                    "provisioning/demo/meeting.wav, repeated to %d min".formatted(minutes),
                    minutes,
                    speed,
                    Recordings.name(installation.speechModel()),
                    """
                    processor time of whole processes; a start is counted once, the rest scaled to an \
                    hour of audio. The box has its default settings (audio is kept, as Opus), no hub \
                    and no speaker model; the bare recogniser, Vosk's own example, has no speaker \
                    model either and ran before and after the box. At %s times a microphone's pace \
                    what the box does once a second, not once a second of audio, counts that much \
                    less: --speed 1 shows it whole. Memory is the highest proportional share (Pss)\
                    """
                            .formatted(speed));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot measure (%s)".formatted(e.getMessage()),
                    "run './roomscribe build' and check the space in the temporary folder",
                    e);
        }
    }

    /// The meeting again and again, as one file.
    private Path audio() throws IOException {
        var meeting = Files.readAllBytes(installation.meeting());
        var length = minutes * BYTES_PER_MINUTE;
        var wav = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(meeting, 0, HEADER).putInt(4, HEADER - 8 + length).putInt(HEADER - 4, length);
        while (wav.hasRemaining()) {
            wav.put(meeting, HEADER, Math.min(wav.remaining(), meeting.length - HEADER));
        }
        return Files.write(folder.resolve("meeting.wav"), wav.array());
    }

    private Cost bare(Path audio) throws IOException, InterruptedException {
        var said = folder.resolve("bare.log");
        var process =
                start(
                        said,
                        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        List.of(
                                "-cp",
                                installation.deviceJar().toString(),
                                "io.roomscribe.device.speech.BareVoskMain",
                                installation.speechModel().toString(),
                                audio.toString()));
        var meter = new ProcessMeter(process.toHandle());
        try {
            do {
                meter.look();
            } while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } finally {
            process.destroyForcibly();
        }
        var cpu = CPU.matcher(Files.readString(said));
        if (!cpu.find()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the bare recogniser ended with code " + process.exitValue(),
                    "check that Vosk runs on this machine: './roomscribe demo'");
        }
        // The process's own last count: the system's is gone with it.
        return Cost.of(
                Long.parseLong(cpu.group(1)) / 1000.0,
                0,
                Long.parseLong(cpu.group(2)) / 1000.0,
                minutes,
                meter.memoryMiB());
    }

    private Box box(Path audio) throws IOException, InterruptedException {
        var data = folder.resolve("device");
        var configuration =
                Files.writeString(
                        folder.resolve("device.conf"),
                        """
                        device.id = bench
                        device.room = bench
                        device.room-name = Bench
                        data.folder = %s
                        capture.source = file:%s
                        capture.speed = %s
                        speech.model = %s
                        link.broker = tcp://127.0.0.1:9
                        """
                                .formatted(data, audio, speed, installation.speechModel()));
        var process =
                start(
                        folder.resolve("device.log"),
                        installation.deviceFlags(),
                        List.of(
                                "-jar",
                                installation.deviceJar().toString(),
                                configuration.toString()));
        try {
            return watch(process, data.resolve("status.json"));
        } finally {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private Box watch(Process process, Path statusFile) throws InterruptedException {
        var device = new ProcessMeter(process.toHandle());
        var workers = new HashMap<Long, ProcessMeter>();
        var status = DeviceStatus.UNKNOWN;
        Optional<Mark> mark = Optional.empty();
        while (!status.sourceEnded()) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "the box ended with code " + process.exitValue(),
                        "try './roomscribe demo', which says more");
            }
            process.children()
                    .forEach(child ->
                            workers.computeIfAbsent(child.pid(), pid -> new ProcessMeter(child)));
            device.look();
            workers.values().forEach(ProcessMeter::look);
            var recognised = status.samplesRecognised();
            status = DeviceStatus.read(statusFile);
            // It is written once a second: only what has just come is true now.
            var isNew = recognised > 0 && status.samplesRecognised() > recognised;
            if (mark.isEmpty() && isNew && minutes(status) >= MARK_MINUTES) {
                mark = Optional.of(new Mark(minutes(status), device.cpuSeconds(), cpu(workers)));
            }
        }
        var at = mark.orElse(new Mark(0, 0, 0));
        return new Box(
                Cost.of(at.device, at.minutes, device.cpuSeconds(), minutes, device.memoryMiB()),
                Cost.of(at.workers, at.minutes, cpu(workers), minutes, memory(workers)));
    }

    private static double minutes(DeviceStatus status) {
        return status.samplesRecognised() / (60.0 * Audio.SAMPLE_RATE);
    }

    /// A worker that was replaced has its time counted, too.
    private static double cpu(Map<Long, ProcessMeter> workers) {
        return workers.values().stream().mapToDouble(ProcessMeter::cpuSeconds).sum();
    }

    /// Only one holds memory at a time.
    private static double memory(Map<Long, ProcessMeter> workers) {
        return workers.values().stream().mapToDouble(ProcessMeter::memoryMiB).max().orElse(0);
    }

    private Process start(Path output, List<String> flags, List<String> what) throws IOException {
        var command = new ArrayList<String>();
        command.add(installation.java().toString());
        command.addAll(flags);
        command.addAll(what);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        return builder.redirectOutput(output.toFile()).start();
    }
}
