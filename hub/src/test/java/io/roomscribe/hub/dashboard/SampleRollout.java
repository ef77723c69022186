package io.roomscribe.hub.dashboard;

import io.roomscribe.protocol.release.ReleaseFolder;
import io.roomscribe.protocol.release.ReleaseManifest;
import io.roomscribe.protocol.release.ReleaseVersion;
import io.roomscribe.protocol.release.SignedRelease;
import io.roomscribe.protocol.release.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Two releases on a hub's shelf, one of them on its way to seven boxes, of which one has gone
/// back.
final class SampleRollout {
    static final String ID = "11111111-2222-3333-4444-555555555555";

    private SampleRollout() {}

    static void put(SampleHub hub, Path folder) {
        release(folder, "1.4.0");
        release(folder, "1.3.2");
        hub.database.inTransaction(handle -> {
            var begun = SampleHub.NOW.minus(Duration.ofMinutes(25));
            handle.execute(
                    "insert into rollout (id, version, at_once, failures_max, state, reason,"
                            + " created_at) values (?, '1.4.0', false, 0, 'paused', ?, ?)",
                    ID,
                    "1 box failed and 0 may. Look at why, then go on or stop.",
                    begun);
            String[][] boxes = {
                {SampleHub.DEVICE.value(), "0", "confirmed", ""},
                {"room-2", "1", "confirmed", ""},
                {"room-3", "1", "rolled-back", "the hub did not acknowledge"},
                {"room-4", "1", "ready", ""},
                {"room-5", "2", "waiting", ""},
                {"room-6", "2", "waiting", ""},
                {"room-7", "2", "waiting", ""}
            };
            for (var box : boxes) {
                handle.execute(
                        "insert into rollout_box values ('" + ID + "', ?, ?, ?, ?, '', ?)",
                        box[0],
                        Integer.valueOf(box[1]),
                        box[2],
                        box[3],
                        begun.plusSeconds(300));
            }
            for (var step : new String[] {"downloading", "ready", "trying", "confirmed"}) {
                handle.execute(
                        "insert into device_update (device_id, version, before_version, step,"
                                + " reason, told_at) values (?, '1.4.0', '1.3.2', ?, '', ?)",
                        SampleHub.DEVICE.value(),
                        step,
                        begun);
            }
            return true;
        });
    }

    private static void release(Path folder, String version) {
        try {
            var place = Files.createDirectories(folder.resolve("releases").resolve(version));
            Files.write(place.resolve(ReleaseManifest.JAR), new byte[3 << 20]);
            var made = SampleHub.NOW.minus(Duration.ofHours(3));
            var manifest = ReleaseFolder.describe(place, new ReleaseVersion(version), made, false);
            Files.writeString(
                    place.resolve(SignedRelease.FILE),
                    SignedRelease.of(manifest, SigningKey.make()).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
