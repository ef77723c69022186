package io.roomscribe.device.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.outbox.OutboxConfig;
import io.roomscribe.device.retention.RetentionConfig;
import io.roomscribe.device.speechmodel.InstalledModels;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.configuration.ConfigurationValues;
import io.roomscribe.protocol.message.Message.TwinDesired;
import io.roomscribe.protocol.message.Message.TwinReported;
import io.roomscribe.protocol.message.RefusedSetting;
import io.roomscribe.protocol.supervision.Supervisor;
import io.roomscribe.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TwinIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FILE = "outbox.frames-in-flight = 4\n";

    @TempDir private Path data;

    private final Deque<Supervisor> running = new ArrayDeque<>();
    private final List<TwinReported> reports = new CopyOnWriteArrayList<>();
    private final List<String> live = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        running.forEach(Supervisor::close);
    }

    private static Map<String, String> configuration(Map<String, String> onTop) {
        var reader = ConfigurationReader.ofText("device.conf", FILE).with(onTop);
        var values = new TreeMap<String, String>();
        values.putAll(
                ConfigurationValues.of(
                        "capture",
                        reader.section("capture", CaptureConfig.class, CaptureConfig.defaults())));
        values.putAll(
                ConfigurationValues.of(
                        "outbox",
                        reader.section("outbox", OutboxConfig.class, OutboxConfig.defaults())));
        values.putAll(
                ConfigurationValues.of(
                        "retention",
                        reader.section(
                                "retention", RetentionConfig.class, RetentionConfig.defaults())));
        reader.finish();
        return values;
    }

    /// As a start of the process does.
    private Twin start() {
        var check = new TwinCheck(TwinIT::configuration, new InstalledModels(data));
        var file = new TwinFile(data);
        var twin =
                new Twin(
                        file,
                        check,
                        configuration(check.check(file.read()).accepted()),
                        Map.of("capture.sync-interval", live::add),
                        reports::add);
        var supervisor = new Supervisor(System::nanoTime, new Random(1), SOON, failure -> {});
        supervisor.start("twin", twin);
        running.push(supervisor);
        return twin;
    }

    private TwinReported awaitReport(long version) {
        return Await.value(
                "a report of version " + version,
                SOON,
                () ->
                        reports.stream()
                                .filter(one -> one.version() == version)
                                .findFirst()
                                .orElse(null),
                () -> reports);
    }

    @Test
    void reportsWhatIsInForceBeforeAnythingIsDesired() {
        start();

        var report = awaitReport(0);
        assertThat(report.settings())
                .containsEntry("outbox.frames-in-flight", "4")
                .containsEntry("capture.sync-interval", "1s")
                .doesNotContainKey("capture.source");
        assertThat(report.pendingRestart()).isEmpty();
    }

    @Test
    void appliesAtOnceWhatItCanAndTheRestAtTheNextStartWithoutTheHub() {
        var twin = start();
        awaitReport(0);

        twin.desired(
                new TwinDesired(
                        3, Map.of("capture.sync-interval", "2s", "outbox.frames-in-flight", "6")));

        var report = awaitReport(3);
        assertThat(live).containsExactly("2s");
        assertThat(report.settings())
                .containsEntry("capture.sync-interval", "2s")
                .containsEntry("outbox.frames-in-flight", "4");
        assertThat(report.pendingRestart()).containsExactly("outbox.frames-in-flight");

        running.pop().close();
        reports.clear();
        start();
        var after = awaitReport(3);
        assertThat(after.settings())
                .containsEntry("capture.sync-interval", "2s")
                .containsEntry("outbox.frames-in-flight", "6");
        assertThat(after.pendingRestart()).isEmpty();
    }

    @Test
    void refusesKeyByKeyWithAReasonAndTakesTheOthers() {
        var twin = start();
        awaitReport(0);

        twin.desired(
                new TwinDesired(
                        1,
                        Map.of(
                                "capture.source", "file:/etc/passwd",
                                "capture.sync-interval", "soon",
                                "outbox.no-such-key", "1",
                                "outbox.frames-in-flight", "6")));

        var report = awaitReport(1);
        assertThat(report.refused())
                .extracting(RefusedSetting::key)
                .containsExactlyInAnyOrder(
                        "capture.source", "capture.sync-interval", "outbox.no-such-key");
        assertThat(report.refused())
                .filteredOn(one -> one.key().equals("capture.sync-interval"))
                .singleElement()
                .extracting(RefusedSetting::reason)
                .asString()
                .contains("expected a duration");
        assertThat(report.pendingRestart()).containsExactly("outbox.frames-in-flight");
    }

    @Test
    void takesKeysThatAreValidOnlyTogether() {
        var twin = start();
        awaitReport(0);

        twin.desired(
                new TwinDesired(
                        1,
                        Map.of(
                                "retention.free-space-min", "2GiB",
                                "retention.free-space-stop", "1GiB",
                                "outbox.frames-in-flight", "0")));

        var report = awaitReport(1);
        assertThat(report.refused())
                .extracting(RefusedSetting::key)
                .containsExactly("outbox.frames-in-flight");
        assertThat(report.pendingRestart())
                .containsExactly("retention.free-space-min", "retention.free-space-stop");
    }

    @Test
    void givesBackTheFilesOwnValueWhenAKeyIsDesiredNoMore() {
        var twin = start();
        awaitReport(0);
        twin.desired(new TwinDesired(1, Map.of("capture.sync-interval", "2s")));
        awaitReport(1);

        twin.desired(new TwinDesired(2, Map.of()));

        assertThat(awaitReport(2).settings()).containsEntry("capture.sync-interval", "1s");
        assertThat(live).containsExactly("2s", "1s");
    }

    @Test
    void reportsWhatIsInForceInTheWordsItWasDesiredIn() {
        var twin = start();
        awaitReport(0);

        twin.desired(
                new TwinDesired(
                        1,
                        Map.of(
                                "capture.sync-interval", "2000ms",
                                "outbox.frames-in-flight", "04")));

        var report = awaitReport(1);
        assertThat(report.settings())
                .containsEntry("capture.sync-interval", "2000ms")
                .containsEntry("outbox.frames-in-flight", "04");
        assertThat(report.pendingRestart()).isEmpty();
    }

    @Test
    void startsWithoutATwinItCannotRead() throws IOException {
        Files.writeString(data.resolve("twin.json"), "{ nonsense");

        start();

        assertThat(awaitReport(0).pendingRestart()).isEmpty();
    }
}
