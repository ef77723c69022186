package io.roomscribe.provisioning.bench;

import io.roomscribe.protocol.Audio;
import io.roomscribe.provisioning.bench.DeviceFigures.Cost;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.demo.DeviceStatus;
import io.roomscribe.provisioning.demo.Installation;
import io.roomscribe.provisioning.device.DeviceJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Runs the bare recogniser and the box, one after the other, on the same file, and measures both.
///
/// Confined to one thread.
final class DeviceBench {
    private static final int HEADER = 44;
    private static final int BYTES_PER_MINUTE = 60 * Audio.SAMPLE_RATE * 2;
    private static final long LOOK_MILLIS = 500;
    private static final Pattern CPU = Pattern.compile("cpuMillis=(\\d+)");

    private final Installation installation;
    private final Console console;
    private final Path folder;
    private final int minutes;
    private final double speed;

    private record Box(Cost device, Cost worker) {}

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
            var bare = bare(audio);
            console.note(
                    "the box on the same audio, %s times faster than a microphone"
                            .formatted(speed));
            var box = box(audio);
            return DeviceFigures.of(
                    box.device(),
                    box.worker(),
                    bare,
                    "provisioning/demo/meeting.wav, repeated to %d min".formatted(minutes),
                    minutes,
                    speed,
                    Recordings.name(installation.speechModel()),
                    "processor time of whole processes, their start included, the box without a hub;"
                            + " memory is the highest proportional share (Pss), looked at twice a second");
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
        return new Cost(Long.parseLong(cpu.group(1)) / 1000.0, meter.cost().memoryMiB());
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
                        DeviceJvm.FLAGS,
                        List.of(
                                "-jar",
                                installation.deviceJar().toString(),
                                configuration.toString()));
        var device = new ProcessMeter(process.toHandle());
        var workers = new HashMap<Long, ProcessMeter>();
        try {
            while (!DeviceStatus.read(data.resolve("status.json")).sourceEnded()) {
                if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new CommandException(
                            ExitCode.FAILED,
                            "the box ended with code " + process.exitValue(),
                            "try './roomscribe demo', which says more");
                }
                device.look();
                process.children()
                        .forEach(child ->
                                workers.computeIfAbsent(
                                        child.pid(), pid -> new ProcessMeter(child)));
                workers.values().forEach(ProcessMeter::look);
            }
        } finally {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        return new Box(device.cost(), together(workers.values()));
    }

    /// A worker that was replaced has its time counted, too; only one holds memory at a time.
    private static Cost together(Iterable<ProcessMeter> workers) {
        var cpu = 0.0;
        var memory = 0.0;
        for (var worker : workers) {
            cpu += worker.cost().cpuSeconds();
            memory = Math.max(memory, worker.cost().memoryMiB());
        }
        return new Cost(cpu, memory);
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
