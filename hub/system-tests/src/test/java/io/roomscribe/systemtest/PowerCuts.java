package io.roomscribe.systemtest;

import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.LoopDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A box whose data lie on a disk that loses its power, again and again.
///
/// Confined to the test's thread.
final class PowerCuts implements AutoCloseable {
    /// Sparse. Room enough that the box never has to stop recording for want of space.
    private static final int MEBIBYTES = 512;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final Campaign campaign;
    private final Path folder;
    private final boolean alwaysOffline;
    private final List<String> unsound = new ArrayList<>();
    private LoopDisk disk;
    private int disks;

    PowerCuts(Path folder, double speed, long seed, boolean alwaysOffline) {
        this.alwaysOffline = alwaysOffline;
        this.folder = folder;
        this.disk = LoopDisk.create(folder, "disk-0", MEBIBYTES);
        this.campaign = new Campaign(folder, data(), speed, seed);
    }

    private Path data() {
        return disk.path().resolve("data");
    }

    /// The box stands still, its disk is copied as it is on the medium, and the box dies. The copy
    /// is what it finds at its next start. Nothing can move between the moment that is accounted
    /// for and the cut.
    void cutOnceStandingStill() {
        cutStandingStill(live());
    }

    /// The same, once the box called so many entries stored.
    void cutAfter(int entries) {
        campaign.setOnline(!alwaysOffline);
        var box = campaign.begin();
        campaign.awaitRecording(box);
        Await.until(
                entries + " stored entries",
                PATIENCE,
                () -> campaign.site.deviceStatus().path("lastSequence").asLong() >= entries,
                box::text);
        cutStandingStill(box);
    }

    private void cutStandingStill(ChildProcess box) {
        box.suspend();
        campaign.note();
        var taken = campaign.microphone.taken();
        var copy = disk.cut(folder, "disk-" + ++disks);
        box.close();
        disk.close();
        disk = copy;
        disk.mount();
        campaign.useData(data());
        campaign.checkStored();
        campaign.account(taken);
    }

    /// The file system is shut down under the running box.
    void cutOnceInFlight() {
        var box = live();
        box.suspend();
        campaign.note();
        box.resume();
        campaign.pause(1, 300);
        var taken = campaign.microphone.taken();
        disk.shutDown();
        box.close();
        disk.unmount();
        disk.mount();
        campaign.checkStored();
        campaign.account(taken);
    }

    /// One life in two has no network: what it stores is on this disk alone.
    private ChildProcess live() {
        campaign.setOnline(!alwaysOffline && campaign.random.nextBoolean());
        var box = campaign.begin();
        campaign.awaitRecording(box);
        campaign.pause(1, 3500);
        return box;
    }

    Findings finish() {
        campaign.endInPeace();
        var findings = campaign.finish();
        disk.unmount();
        var check = disk.check();
        if (!check.isEmpty()) {
            unsound.add(check);
        }
        return findings;
    }

    List<String> unsound() {
        return unsound;
    }

    @Override
    public void close() {
        campaign.close();
        disk.close();
    }
}
