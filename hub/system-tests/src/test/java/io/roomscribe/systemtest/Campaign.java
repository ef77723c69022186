package io.roomscribe.systemtest;

import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.FreePort;
import io.roomscribe.testkit.ReliabilityFigures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A box that dies again and again while somebody speaks, and the books that are kept of it
/// outside: what was spoken, what it promised, what lies on its disk after each death. The fault
/// itself is the caller's.
///
/// Confined to the test's thread.
final class Campaign implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PROGRESS = 10;

    /// The box itself would see a crash loop in a campaign, and only record.
    private static final String MANY_STARTS = "start.failures-max = 100000\n";

    private static final Duration DRAIN = Duration.ofMinutes(15);

    final Site site;
    final LoopedMicrophone microphone;
    final Random random;
    final long seed;
    private final double speed;
    private final Set<String> known = new HashSet<>();
    private final List<RecordedAudio> recordings = new ArrayList<>();
    private final Map<String, Map<Long, String>> promised = new TreeMap<>();
    private final Map<String, Long> acknowledged = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final List<Double> lossSeconds = new ArrayList<>();
    private final List<Double> recoverySeconds = new ArrayList<>();
    private long position;
    private long startedNanos;
    private long lost;
    private boolean keepsBooksOfAudio = true;
    private @Nullable ChildProcess hub;
    private @Nullable ChildProcess box;

    /// @param data the box's data folder
    Campaign(Path folder, Path data, double speed, long seed) {
        System.out.println("seed " + seed);
        this.seed = seed;
        this.random = new Random(seed);
        this.speed = speed;
        this.site = Site.in(folder);
        this.microphone = new LoopedMicrophone(folder, speed);
        useData(data);
    }

    ChildProcess startHub() {
        var started = site.startHub();
        hub = started;
        return started;
    }

    void useData(Path data) {
        site.useDeviceData(data);
        configure("");
    }

    private void configure(String extra) {
        site.configureDevice("fifo:" + microphone.path, 1, MANY_STARTS + extra);
    }

    /// Whether the box finds the broker from its next start on. What it stores while it does not is
    /// on its disk alone.
    void setOnline(boolean isOnline) {
        site.useDevicePort(isOnline ? site.brokerPort : FreePort.find());
        configure("");
    }

    /// Starts the box once more.
    ChildProcess begin() {
        startedNanos = System.nanoTime();
        var started = site.startDevice();
        box = started;
        return started;
    }

    /// Waits until it has audio on its disk.
    void awaitRecording(ChildProcess box) {
        Await.until(
                "the box to record",
                PATIENCE,
                () -> {
                    if (!box.isAlive()) {
                        throw new AssertionError("the box ended:\n" + box.text());
                    }
                    return RecordedAudio.isRecording(site.deviceData(), known);
                },
                box::text);
        recoverySeconds.add((System.nanoTime() - startedNanos) / 1e9);
    }

    /// Lets some time go by, no longer than so many milliseconds.
    void pause(int millisMin, int millisMax) {
        pauseMillis(random.nextInt(millisMin, millisMax));
    }

    static void pauseMillis(long millis) {
        var until = System.nanoTime() + millis * 1_000_000;
        for (var left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// Notes what the box has promised: what it calls stored, what it says the hub has. Neither may
    /// ever go back. The box is dead, or stands still.
    void note() {
        var status = site.deviceStatus();
        var stream = status.path("stream").asText();
        var last = status.path("lastSequence").asLong();
        var through = status.path("acknowledged").asLong();
        if (stream.isEmpty() || last == 0) {
            return;
        }
        if (through < acknowledged.getOrDefault(stream, 0L) || through > last) {
            violations.add("watermark of %s went to %d of %d".formatted(stream, through, last));
        }
        acknowledged.merge(stream, through, Math::max);
        var stored = Ledger.boxFrom(site.deviceData(), site.folder.resolve("scratch"));
        var promise = promised.computeIfAbsent(stream, _ -> new TreeMap<>());
        for (var sequence = promise.size() + 1L; sequence <= last; sequence++) {
            promise.put(sequence, stored.hashes().getOrDefault(sequence, "nothing"));
        }
        checkStored(stored);
    }

    /// Every entry that was promised lies on the disk as it was.
    void checkStored() {
        if (!promised.isEmpty()) {
            checkStored(Ledger.boxFrom(site.deviceData(), site.folder.resolve("scratch")));
        }
    }

    private void checkStored(Ledger.Box stored) {
        var missing =
                promised.values().stream()
                        .flatMap(promise -> promise.entrySet().stream())
                        .filter(one -> !one.getValue().equals(stored.hashes().get(one.getKey())))
                        .count();
        if (missing > 0) {
            lost += missing;
            violations.add(
                    "life %d: %d entries called stored are not on the disk, which has %s; the box: %s"
                            .formatted(
                                    lossSeconds.size() + 1,
                                    missing,
                                    Ledger.databasesIn(site.deviceData()),
                                    saidOfDatabase()));
        }
    }

    /// What the last life said of its database, such as that it had to be begun anew.
    private String saidOfDatabase() {
        var last = box;
        return last == null
                ? "(not started)"
                : last.text()
                        .lines()
                        .filter(line -> line.contains("Database") || line.contains("database"))
                        .collect(Collectors.joining("; "));
    }

    /// Takes stock after a death: what the box had been given up to `takenThrough` against what
    /// lies on its disk.
    void account(long takenThrough) {
        lossSeconds.add(Math.max(0, lost(takenThrough)));
        if (lossSeconds.getLast() > 1) {
            System.out.printf(
                    "life %d lost %.2f s, %.1f s after its start; it said:%n%s%n",
                    trials(),
                    lossSeconds.getLast(),
                    (System.nanoTime() - startedNanos) / 1e9,
                    box == null ? "" : box.text());
        }
        if (trials() % PROGRESS == 0) {
            System.out.printf(
                    "%d trials, at most %.2f s lost, found: %s%n",
                    trials(), lossSecondsMax(), violations);
        }
    }

    /// The last life ends in peace.
    void endInPeace() {
        var box = begin();
        awaitRecording(box);
        box.terminate();
        box.awaitExit(PATIENCE);
        note();
        var lost = lost(microphone.taken());
        // What the reader held in its hands when it was told to stop.
        if (lost > 0.5 * speed) {
            violations.add("an orderly end lost %.2f s".formatted(lost));
        }
    }

    private double lost(long takenThrough) {
        var heard = new ByteArrayOutputStream();
        for (var recording : RecordedAudio.in(site.deviceData(), known)) {
            heard.writeBytes(recording.pcm());
            known.add(recording.id());
            recordings.add(recording);
        }
        if (!microphone.spoke(position, heard.toByteArray())) {
            violations.add(
                    "life %d has other audio than was spoken, %s"
                            .formatted(
                                    lossSeconds.size() + 1,
                                    microphone.difference(position, heard.toByteArray())));
            System.out.println(box == null ? "" : box.text());
        }
        var lost = (takenThrough - position - heard.size()) / seconds();
        // What the box took out of the pipe after that moment is lost with it.
        position = microphone.taken();
        return lost;
    }

    private double seconds() {
        return Wav.BYTES_PER_SECOND;
    }

    /// The box reaches the hub through this port from its next start on.
    void useBroker(int port, String extra) {
        site.useDevicePort(port);
        configure(extra);
    }

    /// Lets the box send all it has, ends both and compares their books.
    Findings finish() {
        site.useDevicePort(site.brokerPort);
        site.configureDevice(
                "file:" + secondOfSilence(), 1, MANY_STARTS + "capture.exit-at-end = true");
        try (var box = site.startDevice()) {
            var exit = box.awaitExit(DRAIN);
            if (exit != 0) {
                violations.add("the box ended with %d: %s".formatted(exit, box.text()));
            }
        }
        note();
        var ending = Objects.requireNonNull(hub);
        ending.terminate();
        ending.awaitExit(PATIENCE);
        return Findings.of(
                keepsBooksOfAudio,
                Ledger.hub(site.folder.resolve("hub")),
                Ledger.boxFrom(site.deviceData(), site.folder.resolve("scratch")),
                promised,
                recordings,
                violations);
    }

    /// Where clocks were moved and disks were full, what is on the disk is not what was spoken, and
    /// times say nothing.
    void keepNoBooksOfAudio() {
        keepsBooksOfAudio = false;
    }

    /// Entries that the box had called stored and that its disk did not have after a fault.
    long lostFromDisk() {
        return lost;
    }

    int trials() {
        return lossSeconds.size();
    }

    double lossSecondsMax() {
        return ReliabilityFigures.max(lossSeconds);
    }

    double recoverySecondsMax() {
        return ReliabilityFigures.max(recoverySeconds);
    }

    ReliabilityFigures figures(String name, String row, Findings findings) {
        var values = new TreeMap<String, Object>();
        values.put("entries", findings.entries());
        values.put("entriesLost", findings.lost());
        values.put("duplicates", findings.duplicates());
        values.put("violations", findings.violations().size());
        values.put("streams", findings.streams());
        values.put("audioSeconds", Math.round(position / seconds()));
        values.put("speed", speed);
        values.put("lossSecondsMax", lossSecondsMax());
        values.put("lossSecondsMedian", ReliabilityFigures.median(lossSeconds));
        values.put("recoverySecondsMax", recoverySecondsMax());
        values.put("recoverySecondsMedian", ReliabilityFigures.median(recoverySeconds));
        return new ReliabilityFigures(name, row, lossSeconds.size(), seed, values);
    }

    private Path secondOfSilence() {
        try {
            return Files.write(site.folder.resolve("silence.wav"), Wav.silence(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        site.close();
        microphone.close();
    }
}
