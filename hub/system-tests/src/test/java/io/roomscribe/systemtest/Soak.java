package io.roomscribe.systemtest;

import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.FaultyProxy;
import io.roomscribe.testkit.FaultyProxy.Mode;
import io.roomscribe.testkit.LoopDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A site on which the faults of a schedule come true: the box's data on a small disk, its network
/// through a proxy, its clock by libfaketime. Starts a process that ended anew, as systemd does.
///
/// Confined to the test's thread.
final class Soak implements AutoCloseable {
    private static final int DISK_MEBIBYTES = 512;
    private static final long DISK_LEFT_BYTES = 100_000;
    private static final long RESTART_NANOS = 1_000_000_000L;
    private static final Path FAKETIME =
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
    private static final String IMPATIENT =
            """
            link.keep-alive = 2s
            link.answer-timeout = 3s
            outbox.hub-ack-timeout = 5s
            """;

    final Campaign campaign;
    final SoakProcesses processes = new SoakProcesses();
    private final LoopDisk disk;
    private final FaultyProxy proxy;
    private final Path clock;
    private ChildProcess box;
    private ChildProcess hub;
    private int restarts;
    private long startedNanos;

    Soak(Path folder, double speed, long seed) {
        this.disk = LoopDisk.create(folder, "disk", DISK_MEBIBYTES);
        this.campaign = new Campaign(folder, disk.path().resolve("data"), speed, seed);
        campaign.keepNoBooksOfAudio();
        this.proxy = FaultyProxy.to(campaign.site.brokerPort);
        this.clock = folder.resolve("clock");
        setClock("+0");
        if (hasFaketime()) {
            campaign.site.useDeviceOptions(
                    List.of(),
                    Map.of(
                            "LD_PRELOAD",
                            FAKETIME.toString(),
                            "FAKETIME_TIMESTAMP_FILE",
                            clock.toString(),
                            "FAKETIME_NO_CACHE",
                            "1",
                            "FAKETIME_DONT_FAKE_MONOTONIC",
                            "1"));
        }
        this.hub = campaign.startHub();
        campaign.useBroker(proxy.port(), IMPATIENT);
        this.box = campaign.begin();
        campaign.awaitRecording(box);
    }

    static boolean hasFaketime() {
        return Files.exists(FAKETIME);
    }

    /// Runs the schedule for so long.
    void run(SoakSchedule schedule, Duration length) {
        var began = System.nanoTime();
        for (var fault : schedule.faults()) {
            liveUntil(began + Duration.ofMillis(fault.atMillis()).toNanos());
            System.out.println(fault);
            begin(fault.kind());
            liveUntil(System.nanoTime() + Duration.ofMillis(fault.lastsMillis()).toNanos());
            end(fault.kind());
        }
        liveUntil(began + length.toNanos());
    }

    private void liveUntil(long untilNanos) {
        while (System.nanoTime() < untilNanos) {
            Campaign.pauseMillis(200);
            if (!box.isAlive() && System.nanoTime() - startedNanos > RESTART_NANOS) {
                restarts++;
                startedNanos = System.nanoTime();
                box = campaign.begin();
            }
            processes.look("box", box.pid());
            processes.look("hub", hub.pid());
        }
    }

    private void begin(SoakSchedule.Kind kind) {
        switch (kind) {
            case KILL_BOX -> endBox();
            case KILL_HUB -> hub.kill();
            case KILL_WORKER ->
                    ProcessHandle.of(campaign.site.deviceStatus().path("workerPid").asLong())
                            .ifPresent(ProcessHandle::destroyForcibly);
            case FREEZE_BOX -> box.suspend();
            case FREEZE_HUB -> hub.suspend();
            case RESET_NETWORK -> proxy.set(Mode.RESET);
            case BLACK_HOLE -> proxy.set(Mode.BLACK_HOLE);
            case LOSE_ANSWERS -> proxy.set(Mode.ANSWERS_LOST);
            case SLOW_NETWORK -> proxy.set(Mode.SLOW);
            case FILL_DISK -> disk.fill(DISK_LEFT_BYTES);
            // No file may be open for writing meanwhile: the box starts again on a disk that it
            // cannot write.
            case DISK_READ_ONLY -> {
                endBox();
                disk.remountReadOnly();
            }
            case CLOCK_BACK_AN_HOUR -> setClock("-3600");
            case CLOCK_ON_A_YEAR -> setClock("+365d");
            case SILENCE_MICROPHONE -> campaign.microphone.setSilent(true);
        }
    }

    private void end(SoakSchedule.Kind kind) {
        switch (kind) {
            case KILL_BOX, KILL_WORKER -> {}
            case KILL_HUB -> hub = campaign.startHub();
            case FREEZE_BOX -> box.resume();
            case FREEZE_HUB -> hub.resume();
            case RESET_NETWORK, BLACK_HOLE, LOSE_ANSWERS, SLOW_NETWORK -> proxy.set(Mode.PASS);
            case FILL_DISK -> disk.free();
            case DISK_READ_ONLY -> disk.remountWritable();
            case CLOCK_BACK_AN_HOUR, CLOCK_ON_A_YEAR -> setClock("+0");
            case SILENCE_MICROPHONE -> campaign.microphone.setSilent(false);
        }
    }

    private void endBox() {
        box.close();
        campaign.note();
    }

    private void setClock(String offset) {
        try {
            Files.writeString(clock, offset + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All is well again; everything has to arrive.
    Findings finish() {
        box.terminate();
        box.awaitExit(Duration.ofSeconds(60));
        campaign.note();
        campaign.site.useDeviceOptions(List.of(), Map.of());
        return campaign.finish();
    }

    /// Starts of the box after it ended, by our hand or by itself, as on a full disk.
    int restarts() {
        return restarts;
    }

    long databaseBytes() {
        try {
            return Files.size(campaign.site.deviceData().resolve("roomscribe.mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        campaign.close();
        proxy.close();
        disk.close();
    }
}
