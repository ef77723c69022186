package io.roomscribe.device.update;

import io.roomscribe.device.download.DownloadException;
import io.roomscribe.device.download.HubFiles;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.UpdateStep;
import io.roomscribe.protocol.release.ReleaseFile;
import io.roomscribe.protocol.release.ReleaseKey;
import io.roomscribe.protocol.release.ReleaseManifest;
import io.roomscribe.protocol.release.ReleaseVersion;
import io.roomscribe.protocol.release.SignedRelease;
import io.roomscribe.protocol.release.SigningKey;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.testkit.ManualTicker;
import io.roomscribe.testkit.ProjectFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A box as far as updates see it: the package's real start script over real files, and after each
/// start an updater, until nothing is under way. A start that is cut short is followed by another,
/// as systemd does it.
final class Shelf implements HubFiles {
    static final String FIRST = "1.0.0";
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int STARTS_MAX = 20;
    private static final int STEPS_MAX = 5000;

    final List<EntryBody.Update> told = new ArrayList<>();
    final List<Long> asked = new ArrayList<>();
    final Set<String> crashing = new HashSet<>();
    final Set<String> deaf = new HashSet<>();
    final SigningKey key = SigningKey.make();
    Instant now = NOW;
    Optional<MaintenanceWindow> window = Optional.empty();
    Updater.Moments moments = Updater.Moments.NONE;
    Runnable onRead = () -> {};
    long breakAfter = Long.MAX_VALUE;
    int starts;

    private final Path folder;
    private final Path data;
    private final Map<String, SignedRelease> releases = new HashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    private final ManualTicker ticker = new ManualTicker();

    /// The power goes.
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// @param data where the box keeps its data, such as a small disk
    Shelf(Path folder, Path data) throws IOException {
        this.folder = folder;
        this.data = data;
        var bin = Files.createDirectories(folder.resolve("bin"));
        var lib = Files.createDirectories(folder.resolve("lib/roomscribe"));
        Files.copy(
                ProjectFolder.resolve("device/src/deb/roomscribe-device"),
                bin.resolve("roomscribe-device"));
        Files.writeString(lib.resolve("roomscribe-device.jar"), "the package's own");
        var java = folder.resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$ROOMSCRIBE_SLOT $ROOMSCRIBE_RELEASE\"\n");
        for (var program : List.of(java, bin.resolve("roomscribe-device"))) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(folder.resolve("device.conf"), "data.folder = %s\n".formatted(data));
    }

    /// Signs a release of one file and puts it on the hub.
    void publish(String version, boolean allowsDowngrade, SigningKey by, int bytes) {
        var content = (version + " ").repeat(bytes / (version.length() + 1) + 1);
        publish(version, allowsDowngrade, by, content.getBytes(StandardCharsets.UTF_8));
    }

    private void publish(String version, boolean allowsDowngrade, SigningKey by, byte[] content) {
        var file = new ReleaseFile(ReleaseManifest.JAR, content.length, Sha256.hex(content));
        var manifest =
                new ReleaseManifest(
                        new ReleaseVersion(version), NOW, allowsDowngrade, List.of(file));
        releases.put(version, SignedRelease.of(manifest, by));
        contents.put(version, content);
    }

    void publish(String version) {
        publish(version, false, key, 3000);
    }

    /// The hub's copy goes bad after it was signed.
    void damage(String version) {
        content(version)[0] ^= 1;
    }

    private byte[] content(String version) {
        return Objects.requireNonNull(contents.get(version), version);
    }

    @Override
    public InputStream open(String path, long from) {
        var parts = path.split("/", -1);
        var version = parts[2];
        if (parts[3].equals(SignedRelease.FILE)) {
            return new ByteArrayInputStream(release(version).getBytes(StandardCharsets.UTF_8));
        }
        asked.add(from);
        onRead.run();
        var content = content(version);
        var end = (int) Math.min(content.length, from + breakAfter);
        return new ByteArrayInputStream(content, (int) from, end - (int) from);
    }

    private String release(String version) {
        var found = releases.get(version);
        if (found == null) {
            throw new DownloadException(DownloadException.Code.NOT_THERE, "no release " + version);
        }
        return found.text();
    }

    /// Orders an update and starts the box as often as it takes.
    ///
    /// @return the version that runs in the end
    String update(String version) throws InterruptedException {
        var isOrdered = false;
        while (starts++ < STARTS_MAX) {
            var running = start();
            if (crashing.contains(running.version())) {
                continue;
            }
            try {
                var isRestarting = new boolean[1];
                var updater = updater(running, isRestarting);
                if (!isOrdered) {
                    isOrdered = true;
                    updater.order(version, true);
                }
                if (isDone(updater, isRestarting)) {
                    return running.version();
                }
            } catch (PowerCut e) {
                // The next start.
            }
        }
        throw new AssertionError("the box never came to rest: " + told);
    }

    private boolean isDone(Updater updater, boolean[] isRestarting) throws InterruptedException {
        var stop = new StopSignal();
        for (var step = 0; step < STEPS_MAX && !isRestarting[0]; step++) {
            updater.step(stop);
            ticker.advance(Duration.ofMillis(500));
            if (progress().state() == UpdateState.IDLE) {
                return true;
            }
        }
        return false;
    }

    Updater updater(RunningRelease running, boolean[] isRestarting) {
        return new Updater(
                config(List.of(key.open())),
                Optional.of(this),
                data,
                running,
                facts(running),
                update -> {
                    told.add(update);
                    return told.size();
                },
                () -> isRestarting[0] = true,
                Clock.fixed(now, ZoneOffset.UTC),
                ZoneOffset.UTC,
                ticker,
                moments);
    }

    UpdateConfig config(List<ReleaseKey> keys) {
        return new UpdateConfig(
                keys,
                window,
                DataSize.ofMebibytes(1000),
                Duration.ofMinutes(5),
                Duration.ofSeconds(20));
    }

    private TrialFacts facts(RunningRelease running) {
        return new TrialFacts() {
            @Override
            public boolean isAudioFine() {
                return true;
            }

            @Override
            public long acknowledgedThrough() {
                return deaf.contains(running.version()) ? 0 : Long.MAX_VALUE;
            }
        };
    }

    UpdateProgress progress() {
        return new UpdateFolder(data).read();
    }

    List<UpdateStep> steps() {
        return told.stream().map(EntryBody.Update::step).toList();
    }

    /// What the start script chooses now.
    RunningRelease start() {
        try {
            var builder =
                    new ProcessBuilder(
                            folder.resolve("bin/roomscribe-device").toString(),
                            folder.resolve("device.conf").toString());
            builder.environment().put("ROOMSCRIBE_JAVA", folder.resolve("java").toString());
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            var process = builder.start();
            var answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var words = answer.strip().split(" ", 2);
            return RunningRelease.of(
                    Map.of(
                            "ROOMSCRIBE_SLOT",
                            words[0],
                            "ROOMSCRIBE_RELEASE",
                            words.length > 1 ? words[1] : ""),
                    FIRST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
