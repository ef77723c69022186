package io.roomscribe.provisioning.bench;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.demo.Installation;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `roomscribe bench device`.
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the box against the bare recogniser: the demo's meeting, repeated, goes through"
                    + " the box's two processes, and through nothing but libvosk and the same model.",
            "cpuRatio is for an hour of audio after a start: what a start costs is measured apart and"
                    + " counted once, the rest is scaled to an hour.",
            "Aims: cpuRatio at most 1.10, memoryBesideModelMiB at most 150."
        },
        footer = {
            "",
            "--json: {cpuRatio, memoryBesideModelMiB, audio, audioMinutes, speed, model, device, worker,"
                    + " bare, method}; device, worker and bare are {cpuSeconds,"
                    + " startSeconds, hourSeconds, memoryMiB}."
        })
public final class BenchDeviceCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "20",
            description = "how much audio, ${DEFAULT-VALUE} by default")
    private int minutes;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "how many times faster than a microphone the box gets it, ${DEFAULT-VALUE} by"
                            + " default")
    private double speed;

    public BenchDeviceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (minutes < 4 || minutes > 600 || !(speed >= 1 && speed <= 100)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "cannot measure %d minutes at speed %s".formatted(minutes, speed),
                    "give 4 to 600 minutes and a speed of 1 to 100");
        }
        var folder = BenchFolder.create();
        try {
            var figures =
                    new DeviceBench(Installation.find(), console, folder, minutes, speed).run();
            if (json) {
                console.answerJson(figures);
            } else {
                print(figures);
            }
            return ExitCode.OK.number();
        } finally {
            BenchFolder.delete(folder);
        }
    }

    private void print(DeviceFigures figures) {
        console.answer("audio                " + figures.audio());
        console.answer("model                " + figures.model());
        cost("box          ", figures.device());
        cost("speech worker", figures.worker());
        cost("bare libvosk ", figures.bare());
        console.answer(
                String.format(
                        Locale.ROOT, "cpuRatio             %.3f (aim 1.10)", figures.cpuRatio()));
        console.answer(
                String.format(
                        Locale.ROOT,
                        "memoryBesideModelMiB %.0f (aim 150)",
                        figures.memoryBesideModelMiB()));
        console.answer("measured             " + figures.method());
    }

    private void cost(String who, DeviceFigures.Cost cost) {
        console.answer(
                String.format(
                        Locale.ROOT,
                        "%s        %.1f s CPU, of them %.1f s for the start; an hour %.1f s; %.0f MiB",
                        who,
                        cost.cpuSeconds(),
                        cost.startSeconds(),
                        cost.hourSeconds(),
                        cost.memoryMiB()));
    }
}
