package io.roomscribe.device.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.UpdateStep;
import io.roomscribe.protocol.release.SigningKey;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.testkit.LoopDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The updater over the real start script and real files: whatever happens, the box ends up with a
/// release that runs, and nothing under way.
final class UpdaterFaultTest {
    private static final String NEXT = "1.1.0";

    @TempDir private Path folder;
    private Shelf shelf;

    @BeforeEach
    void makeBox() throws IOException {
        shelf = new Shelf(folder, Files.createDirectories(folder.resolve("data")));
    }

    /// State, the moment around it, what becomes of the release, the version in the end. In each
    /// row the power goes once, at that moment.
    static Stream<Arguments> powerCuts() {
        return Stream.of(
                Arguments.of(UpdateState.DOWNLOADING, "good", NEXT),
                Arguments.of(UpdateState.CHECKING, "good", NEXT),
                Arguments.of(UpdateState.READY, "good", NEXT),
                Arguments.of(UpdateState.SWITCHING, "good", NEXT),
                Arguments.of(UpdateState.TRYING, "good", NEXT),
                Arguments.of(UpdateState.CONFIRMING, "good", NEXT),
                Arguments.of(UpdateState.IDLE, "good", NEXT),
                Arguments.of(UpdateState.ROLLING_BACK, "deaf", Shelf.FIRST),
                Arguments.of(UpdateState.IDLE, "deaf", Shelf.FIRST),
                Arguments.of(UpdateState.SWITCHING, "crashing", Shelf.FIRST),
                Arguments.of(UpdateState.IDLE, "crashing", Shelf.FIRST));
    }

    @ParameterizedTest(name = "killedIn {0}, right after it was kept, a {1} release")
    @MethodSource("powerCuts")
    void killedInEachState(UpdateState state, String release, String expected)
            throws InterruptedException {
        cutPower(state, true);

        endsWell(release, expected);
    }

    @ParameterizedTest(name = "killed before {0} was kept, all work done, a {1} release")
    @MethodSource("powerCuts")
    void killedBeforeEachState(UpdateState state, String release, String expected)
            throws InterruptedException {
        if (state == UpdateState.DOWNLOADING) {
            // Nothing was ordered then.
            return;
        }
        cutPower(state, false);

        endsWell(release, expected);
    }

    private void cutPower(UpdateState state, boolean isAfter) {
        var isCut = new boolean[1];
        shelf.moments =
                new Updater.Moments() {
                    @Override
                    public void before(UpdateState next) {
                        cut(next == state && !isAfter);
                    }

                    @Override
                    public void after(UpdateState now) {
                        cut(now == state && isAfter);
                    }

                    private void cut(boolean isHere) {
                        if (isHere && !isCut[0]) {
                            isCut[0] = true;
                            throw new Shelf.PowerCut();
                        }
                    }
                };
    }

    private void endsWell(String release, String expected) throws InterruptedException {
        shelf.publish(NEXT);
        switch (release) {
            case "deaf" -> shelf.deaf.add(NEXT);
            case "crashing" -> shelf.crashing.add(NEXT);
            default -> {}
        }

        assertThat(shelf.update(NEXT)).isEqualTo(expected);

        assertThat(shelf.steps().getLast())
                .isEqualTo(expected.equals(NEXT) ? UpdateStep.CONFIRMED : UpdateStep.ROLLED_BACK);
        assertThat(shelf.start().version()).isEqualTo(expected);
        assertThat(folder.resolve("data/updates/trial")).doesNotExist();
    }

    @Test
    void aGoodReleaseIsTakenAndSaidSo() throws InterruptedException {
        shelf.publish(NEXT);

        assertThat(shelf.update(NEXT)).isEqualTo(NEXT);

        assertThat(shelf.steps())
                .containsExactly(
                        UpdateStep.DOWNLOADING,
                        UpdateStep.READY,
                        UpdateStep.TRYING,
                        UpdateStep.CONFIRMED);
        assertThat(shelf.told.getLast().before()).isEqualTo(Shelf.FIRST);
        assertThat(shelf.starts).isEqualTo(2);
    }

    @Test
    void theNextGoesToTheOtherPlace() throws InterruptedException {
        shelf.publish(NEXT);
        shelf.publish("1.2.0");
        shelf.publish("1.3.0");

        assertThat(List.of(shelf.update(NEXT), shelf.update("1.2.0"), shelf.update("1.3.0")))
                .containsExactly(NEXT, "1.2.0", "1.3.0");
        assertThat(shelf.start().slot()).contains("a");
    }

    @Test
    void aReleaseThatCrashesAtStartGetsThreeStarts() throws InterruptedException {
        shelf.publish(NEXT);
        shelf.crashing.add(NEXT);

        assertThat(shelf.update(NEXT)).isEqualTo(Shelf.FIRST);

        assertThat(shelf.starts).isEqualTo(1 + 3 + 1);
        assertThat(last().reason()).contains("kept ending");
    }

    @Test
    void aReleaseThatTheHubDoesNotHearIsLeft() throws InterruptedException {
        shelf.publish(NEXT);
        shelf.deaf.add(NEXT);

        assertThat(shelf.update(NEXT)).isEqualTo(Shelf.FIRST);

        assertThat(last().step()).isEqualTo(UpdateStep.ROLLED_BACK);
        assertThat(last().reason()).contains("hub did not acknowledge");
    }

    @Test
    void aStrangersSignatureIsRefused() throws InterruptedException {
        shelf.publish(NEXT, false, SigningKey.make(), 3000);

        assertThat(shelf.update(NEXT)).isEqualTo(Shelf.FIRST);

        assertThat(last().step()).isEqualTo(UpdateStep.FAILED);
        assertThat(last().reason()).contains("signed by nobody that is trusted");
        assertThat(shelf.asked).isEmpty();
    }

    @Test
    void aFileThatIsNotAsItWasSignedIsRefused() throws InterruptedException {
        shelf.publish(NEXT);
        shelf.damage(NEXT);

        assertThat(shelf.update(NEXT)).isEqualTo(Shelf.FIRST);

        assertThat(last().reason()).contains("not as it was signed");
        assertThat(folder.resolve("data/updates/a")).isEmptyDirectory();
    }

    @Test
    void aDowngradeIsRefusedUnlessItIsSignedAsOne() throws InterruptedException {
        shelf.publish("0.9.0");
        assertThat(shelf.update("0.9.0")).isEqualTo(Shelf.FIRST);
        assertThat(last().reason()).contains("not newer than 1.0.0");

        shelf.publish("0.9.0", true, shelf.key, 3000);
        assertThat(shelf.update("0.9.0")).isEqualTo("0.9.0");
    }

    @Test
    void aDownloadGoesOnWhereItWasBrokenOff() throws InterruptedException {
        shelf.publish(NEXT);
        shelf.breakAfter = 1300;

        assertThat(shelf.update(NEXT)).isEqualTo(NEXT);

        assertThat(shelf.asked).containsExactly(0L, 1300L, 2600L);
    }

    @Test
    void aRestartWaitsForTheMaintenanceWindow() throws InterruptedException {
        shelf.publish(NEXT);
        shelf.window = Optional.of(MaintenanceWindow.parse("23:00-05:00"));
        var isRestarting = new boolean[1];
        var updater = shelf.updater(shelf.start(), isRestarting);
        updater.order(NEXT, false);
        for (var step = 0; step < 50; step++) {
            updater.step(new StopSignal());
        }

        assertThat(shelf.progress().state()).isEqualTo(UpdateState.READY);
        assertThat(isRestarting[0]).isFalse();

        shelf.now = shelf.now.plusSeconds(11 * 3600 + 60);
        var atNight = shelf.updater(shelf.start(), isRestarting);
        atNight.step(new StopSignal());
        atNight.step(new StopSignal());
        assertThat(isRestarting[0]).isTrue();
    }

    @Test
    void aFullDiskIsFoundBeforeAnythingIsFetched() throws IOException, InterruptedException {
        try (var disk = disk()) {
            shelf.publish(NEXT, false, shelf.key, 20 << 20);
            disk.fill(80L << 20);

            assertThat(shelf.update(NEXT)).isEqualTo(Shelf.FIRST);

            assertThat(last().reason()).contains("MiB more than there is");
            assertThat(shelf.asked).isEmpty();
        }
    }

    @Test
    void aDiskThatFillsUpMeanwhileIsGivenBackWhatWasFetched()
            throws IOException, InterruptedException {
        try (var disk = disk()) {
            shelf.publish(NEXT, false, shelf.key, 20 << 20);
            shelf.onRead = () -> disk.fill(5L << 20);

            assertThat(shelf.update(NEXT)).isEqualTo(Shelf.FIRST);

            assertThat(last().step()).isEqualTo(UpdateStep.FAILED);
            assertThat(last().reason()).contains("free space");
            assertThat(disk.path().resolve("data/updates/a")).isEmptyDirectory();
        }
    }

    private LoopDisk disk() throws IOException {
        assumeTrue(LoopDisk.whyNot().isEmpty(), LoopDisk.whyNot());
        var disk = LoopDisk.create(folder, "disk", 160);
        shelf =
                new Shelf(
                        Files.createDirectories(folder.resolve("small")),
                        Files.createDirectories(disk.path().resolve("data")));
        return disk;
    }

    @Test
    void whatTheBoxCannotDoIsRefusedAtOnce() {
        var updater = shelf.updater(shelf.start(), new boolean[1]);

        assertThatThrownBy(() -> updater.order(Shelf.FIRST, true)).hasMessageContaining("already");
        assertThatThrownBy(() -> updater.order("../../etc", true))
                .hasMessageContaining("a version is");
        updater.order(NEXT, true);
        updater.order(NEXT, true);
        assertThatThrownBy(() -> updater.order("1.2.0", true))
                .hasMessageContaining("the box is at release 1.1.0");
    }

    private EntryBody.Update last() {
        return shelf.told.getLast();
    }
}
