package io.roomscribe.hub.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.ingest.DeviceSender;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.UpdateStep;
import io.roomscribe.protocol.release.ReleaseFolder;
import io.roomscribe.protocol.release.ReleaseManifest;
import io.roomscribe.protocol.release.ReleaseVersion;
import io.roomscribe.protocol.release.SignedRelease;
import io.roomscribe.protocol.release.SigningKey;
import io.roomscribe.testkit.ManualTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Roll-outs over a real database, with boxes that say what the test wants them to.
final class RolloutDeskIT {
    private static final String NEXT = "1.1.0";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir private Path folder;
    private HubDatabase database;
    private RolloutStore store;
    private CommandStore commands;
    private RolloutDesk desk;

    @BeforeEach
    void open() throws IOException {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var random = new Random(7);
        database = HubDatabase.open(new DataConfig(folder));
        store = new RolloutStore(database);
        commands = new CommandStore(database);
        desk =
                new RolloutDesk(
                        store,
                        new ReleaseShelf(folder),
                        new FleetStore(database),
                        commands,
                        new CommandDesk(
                                commands,
                                new DeviceSender(clock),
                                new HubEvents(),
                                clock,
                                new ManualTicker(),
                                random),
                        clock,
                        random);
        publish(NEXT);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void publish(String version) throws IOException {
        var place = Files.createDirectories(folder.resolve("releases").resolve(version));
        Files.writeString(place.resolve(ReleaseManifest.JAR), "a jar");
        var manifest = ReleaseFolder.describe(place, new ReleaseVersion(version), NOW, false);
        Files.writeString(
                place.resolve(SignedRelease.FILE),
                SignedRelease.of(manifest, SigningKey.make()).text());
    }

    private void boxes(int count) {
        database.inTransaction(handle -> {
            handle.execute("insert into room (id, name) values ('a-room', 'A room')");
            for (var number = 1; number <= count; number++) {
                handle.execute(
                        """
                        insert into device values (?, 'a-room', true, 's', 'recording', '1.0.0',
                            'ntp', '0', 0, ?)
                        """,
                        name(number),
                        NOW);
            }
            return true;
        });
    }

    private static String name(int number) {
        return "box-%02d".formatted(number);
    }

    private void online(int number, boolean isOnline) {
        database.inTransaction(handle ->
                handle.execute(
                        "update device set online = ? where id = ?", isOnline, name(number)));
    }

    private void says(int number, UpdateStep step) {
        database.inTransaction(handle -> {
            RolloutStore.told(
                    handle,
                    new DeviceId(name(number)),
                    new EntryBody.Update(NEXT, "1.0.0", step, "", NOW),
                    NOW);
            return true;
        });
        desk.look();
    }

    private Rollout begin(String steps, int failuresMax) {
        var rollout = desk.begin(new RolloutDesk.Wanted(NEXT, List.of(), steps, failuresMax, true));
        desk.look();
        return now(rollout);
    }

    private Rollout now(Rollout rollout) {
        return store.rollout(rollout.id()).orElseThrow();
    }

    private static Map<String, Long> states(Rollout rollout) {
        return rollout.boxes().stream()
                .map(RolloutBox::state)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void groupAfterGroupUntilEveryBoxHasIt() {
        boxes(10);
        var rollout = begin("1, 40%, all", 0);
        assertThat(states(rollout)).isEqualTo(Map.of("asked", 1L, "waiting", 9L));

        says(1, UpdateStep.DOWNLOADING);
        says(1, UpdateStep.TRYING);
        assertThat(states(now(rollout))).isEqualTo(Map.of("trying", 1L, "waiting", 9L));
        says(1, UpdateStep.CONFIRMED);
        assertThat(states(now(rollout)))
                .isEqualTo(Map.of("confirmed", 1L, "asked", 3L, "waiting", 6L));

        for (var number = 2; number <= 4; number++) {
            says(number, UpdateStep.CONFIRMED);
        }
        assertThat(states(now(rollout))).isEqualTo(Map.of("confirmed", 4L, "asked", 6L));
        for (var number = 5; number <= 10; number++) {
            says(number, UpdateStep.CONFIRMED);
        }
        assertThat(now(rollout).state()).isEqualTo(RolloutState.DONE);
    }

    @Test
    void oneFailureTooManyPausesItUntilSomebodyLetsItGoOn() {
        boxes(6);
        var rollout = begin("3, all", 1);
        says(1, UpdateStep.ROLLED_BACK);
        assertThat(now(rollout).state()).isEqualTo(RolloutState.RUNNING);
        says(2, UpdateStep.FAILED);

        assertThat(now(rollout).state()).isEqualTo(RolloutState.PAUSED);
        assertThat(now(rollout).reason()).contains("2 boxes failed and 1 may");
        says(3, UpdateStep.CONFIRMED);
        assertThat(states(now(rollout))).as("nobody else is asked").containsEntry("waiting", 3L);

        assertThat(desk.resume(rollout.id())).isTrue();
        desk.look();
        assertThat(states(now(rollout))).containsEntry("asked", 3L);
    }

    @Test
    void aBoxThatIsOffHoldsNobodyUpAndIsAskedWhenItIsBack() {
        boxes(3);
        online(1, false);
        var rollout = begin("2, all", 0);
        says(2, UpdateStep.CONFIRMED);
        says(3, UpdateStep.CONFIRMED);

        assertThat(now(rollout).state()).isEqualTo(RolloutState.RUNNING);
        assertThat(states(now(rollout))).containsEntry("waiting", 1L);
        online(1, true);
        desk.look();
        assertThat(states(now(rollout))).containsEntry("asked", 1L);
    }

    @Test
    void aBoxThatRefusesHasFailedAndOneThatWasNotReachedIsAskedAgain() {
        boxes(2);
        var rollout = begin("all", 5);
        answer(rollout, 0, "refused", "the box trusts no release");
        answer(rollout, 1, "expired", "The box was not reached in time.");
        desk.look();

        assertThat(now(rollout).boxes().getFirst().state()).isEqualTo("failed");
        assertThat(now(rollout).boxes().getFirst().reason()).isEqualTo("the box trusts no release");
        assertThat(now(rollout).boxes().get(1).command())
                .isNotEqualTo(rollout.boxes().get(1).command());
    }

    private void answer(Rollout rollout, int index, String outcome, String reason) {
        database.inTransaction(handle ->
                handle.execute(
                        "update device_command set outcome = ?, reason = ? where id = ?",
                        outcome,
                        reason,
                        rollout.boxes().get(index).command()));
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheReason() {
        assertThatThrownBy(() -> begin("all", 0)).hasMessageContaining("No box has connected");
        boxes(2);
        assertThatThrownBy(() -> begin("a few", 0)).hasMessageContaining("1, 10%, all");
        assertThatThrownBy(() ->
                        desk.begin(new RolloutDesk.Wanted("9.9.9", List.of(), "all", 0, true)))
                .hasMessageContaining("no release of that version");
        begin("all", 0);
        assertThatThrownBy(() -> begin("all", 0)).hasMessageContaining("under way");
    }

    @Test
    void aBoxSaysTheSameTwiceAfterAPowerCutAndIsHeardOnce() {
        boxes(1);
        begin("all", 0);
        says(1, UpdateStep.DOWNLOADING);
        says(1, UpdateStep.DOWNLOADING);
        says(1, UpdateStep.READY);

        assertThat(store.updates(new DeviceId(name(1)), 10))
                .extracting(DeviceUpdate::step)
                .containsExactly(UpdateStep.READY, UpdateStep.DOWNLOADING);
    }
}
