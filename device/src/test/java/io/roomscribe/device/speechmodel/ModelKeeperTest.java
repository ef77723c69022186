package io.roomscribe.device.speechmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.device.download.DownloadException;
import io.roomscribe.device.download.HubFiles;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.message.CommandBody.InstallModel;
import io.roomscribe.protocol.message.CommandResult.BoxModel;
import io.roomscribe.protocol.message.CommandResult.BoxModelState;
import io.roomscribe.protocol.speechmodel.ModelKind;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.testkit.LoopDisk;
import io.roomscribe.testkit.ManualTicker;
import io.roomscribe.testkit.ProjectFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The keeper with the real speaker model, over a hub that breaks off, lies and goes away.
final class ModelKeeperTest implements HubFiles {
    private static final Path MODEL = ProjectFolder.resolve("device/models/vosk-model-spk-0.4");
    private static final String NAME = "vosk-model-spk-0.4";
    private static final String FILE = "final.ext.raw";

    @TempDir private Path folder;
    private Path data;
    private ModelManifest manifest;
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private long breakAfter = 1L << 40;
    private boolean isAway;

    @BeforeEach
    void publish() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        manifest = ModelManifest.of(NAME, ModelKind.SPEAKER, MODEL, _ -> {});
        for (var file : manifest.files()) {
            files.put(file.sha256(), Files.readAllBytes(file.in(MODEL)));
        }
        files.put(ModelManifest.FILE, RecordJson.write(manifest).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InputStream open(String path, long from) {
        if (isAway) {
            throw new DownloadException(DownloadException.Code.UNREACHABLE, "nobody answers");
        }
        var name = path.substring(path.lastIndexOf('/') + 1);
        asked.add(name + " " + from);
        var content = files.get(name);
        if (content == null || !path.startsWith("/models/" + manifest.sha256())) {
            throw new DownloadException(DownloadException.Code.NOT_THERE, "the hub has no " + path);
        }
        var end = (int) Math.min(content.length, from + breakAfter);
        return new ByteArrayInputStream(content, (int) from, end - (int) from);
    }

    /// As a start of the box makes it.
    private ModelKeeper keeper(Path where, Path... inUse) {
        return new ModelKeeper(
                new InstalledModels(where),
                Optional.of(this),
                Set.of(inUse),
                1L << 30,
                new ManualTicker());
    }

    private InstallModel order() {
        return new InstallModel(NAME, ModelKind.SPEAKER, manifest.sha256(), manifest.bytes());
    }

    private static BoxModel only(ModelKeeper keeper) {
        assertThat(keeper.models().models()).hasSize(1);
        return keeper.models().models().getFirst();
    }

    private Path place() {
        return data.resolve("models").resolve(NAME);
    }

    @Test
    void isFetchedCheckedAndThere() throws InterruptedException, IOException {
        var keeper = keeper(data, place());

        keeper.order(order());
        assertThat(only(keeper).state()).isEqualTo(BoxModelState.FETCHING);
        keeper.step(new StopSignal());

        var model = only(keeper);
        assertThat(model.state()).isEqualTo(BoxModelState.INSTALLED);
        assertThat(model.here()).isEqualTo(manifest.bytes());
        assertThat(model.inUse()).isTrue();
        var here = ModelManifest.of(NAME, ModelKind.SPEAKER, copyWithoutNote(), _ -> {});
        assertThat(here.sha256()).isEqualTo(manifest.sha256());
        assertThat(new InstalledModels(data).resolve(ModelKind.SPEAKER, Path.of(NAME)))
                .isEqualTo(place());
        assertThat(new InstalledModels(data).resolve(ModelKind.SPEECH, Path.of(NAME)))
                .as("of another kind")
                .isEqualTo(Path.of(NAME));
        assertThat(names()).containsExactly(NAME);

        asked.clear();
        keeper.order(order());
        keeper.step(new StopSignal());
        assertThat(asked).as("the second time").isEmpty();
    }

    private Path copyWithoutNote() throws IOException {
        var copy = Files.createDirectories(folder.resolve("copy"));
        for (var file : manifest.files()) {
            Files.copy(file.in(place()), file.in(copy));
        }
        return copy;
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(data.resolve("models"))) {
            return all.map(one -> one.getFileName().toString()).toList();
        }
    }

    @Test
    void goesOnWhereItWasBrokenOffAlsoAfterAStart() throws InterruptedException {
        breakAfter = 1_000_000;
        var first = keeper(data);
        first.order(order());
        first.step(new StopSignal());
        assertThat(only(first).state()).isEqualTo(BoxModelState.FETCHING);
        assertThat(only(first).reason()).contains("broke off");
        assertThat(only(first).here()).isPositive();

        isAway = true;
        first.step(new StopSignal());
        assertThat(only(first).reason()).contains("nobody answers");

        isAway = false;
        breakAfter = 1L << 40;
        var second = keeper(data);
        second.step(new StopSignal());

        assertThat(only(second).state()).isEqualTo(BoxModelState.INSTALLED);
        assertThat(asked).as("from where it was").anyMatch(one -> one.endsWith(" 1000000"));
    }

    @Test
    void aDamagedFileIsNotTakenAndFetchedAgainWhenOrderedAgain() throws InterruptedException {
        var hash = hash(FILE);
        var good = Objects.requireNonNull(files.get(hash));
        var bad = good.clone();
        bad[100] ^= 1;
        files.put(hash, bad);
        var keeper = keeper(data);
        keeper.order(order());
        keeper.step(new StopSignal());

        assertThat(only(keeper).state()).isEqualTo(BoxModelState.FAILED);
        assertThat(only(keeper).reason()).contains(FILE, "damaged", "push the model again");
        assertThat(keeper.step(new StopSignal())).as("it waits").isPositive();

        files.put(hash, good);
        keeper.order(order());
        asked.clear();
        keeper.step(new StopSignal());
        assertThat(only(keeper).state()).isEqualTo(BoxModelState.INSTALLED);
        assertThat(asked).containsExactly(ModelManifest.FILE + " 0", hash + " 0");
    }

    private String hash(String path) {
        return manifest.files().stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElseThrow()
                .sha256();
    }

    @Test
    void otherFilesThanOrderedAreRefused() throws InterruptedException {
        var other = new ModelManifest(NAME, ModelKind.SPEAKER, manifest.files().subList(0, 1));
        files.put(ModelManifest.FILE, RecordJson.write(other).getBytes(StandardCharsets.UTF_8));
        var keeper = keeper(data);
        keeper.order(order());
        keeper.step(new StopSignal());

        assertThat(only(keeper).reason()).contains("other files");
    }

    @Test
    void whatTheHubDoesNotHaveIsGivenUp() throws InterruptedException {
        files.clear();
        var keeper = keeper(data);
        keeper.order(order());
        keeper.step(new StopSignal());

        assertThat(only(keeper).state()).isEqualTo(BoxModelState.FAILED);
        assertThat(only(keeper(data)).state()).as("after a start").isEqualTo(BoxModelState.FAILED);
    }

    @Test
    void aModelOfTheOtherKindIsRefused() throws InterruptedException {
        var keeper = keeper(data);
        keeper.order(new InstallModel(NAME, ModelKind.SPEECH, manifest.sha256(), manifest.bytes()));
        keeper.step(new StopSignal());

        assertThat(only(keeper).reason()).contains("no model that this box can use");
        assertThat(place()).doesNotExist();
    }

    @Test
    void oneAtATime() {
        var keeper = keeper(data);
        keeper.order(order());

        assertThatThrownBy(() ->
                        keeper.order(
                                new InstallModel(
                                        "another", ModelKind.SPEECH, "ab".repeat(32), 5_000)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is fetching " + NAME);
    }

    @Test
    void aSecondOfTheNameTakesItsPlaceInOneStep() throws InterruptedException, IOException {
        var keeper = keeper(data);
        keeper.order(order());
        keeper.step(new StopSignal());
        var readme = "another release of it\n".getBytes(StandardCharsets.UTF_8);
        var changed = folder.resolve("changed");
        Files.createDirectories(changed);
        for (var file : manifest.files()) {
            Files.copy(file.in(MODEL), file.in(changed));
        }
        Files.write(changed.resolve("README.txt"), readme);
        manifest = ModelManifest.of(NAME, ModelKind.SPEAKER, changed, _ -> {});
        for (var file : manifest.files()) {
            files.put(file.sha256(), Files.readAllBytes(file.in(changed)));
        }
        files.put(ModelManifest.FILE, RecordJson.write(manifest).getBytes(StandardCharsets.UTF_8));

        keeper.order(order());
        keeper.step(new StopSignal());

        assertThat(only(keeper).sha256()).isEqualTo(manifest.sha256());
        assertThat(place().resolve("README.txt")).hasBinaryContent(readme);
        assertThat(names()).containsExactly(NAME);

        // The power went between the two renames.
        Files.move(place(), data.resolve("models/.old-" + NAME));
        new InstalledModels(data).mend();
        assertThat(only(keeper).state()).isEqualTo(BoxModelState.INSTALLED);
    }

    @Test
    void aSmallDiskIsSeenBeforeAnythingIsFetched() {
        assumeTrue(LoopDisk.whyNot().isEmpty(), LoopDisk.whyNot());
        try (var disk = LoopDisk.create(folder, "small", 64)) {
            var keeper = keeper(disk.path());

            assertThatThrownBy(() -> keeper.order(order()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("MiB more than there is");
            assertThat(asked).isEmpty();
        }
    }
}
