package io.roomscribe.device.speechmodel;

import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.speechmodel.ModelKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `models` in the box's data folder:
///
/// | name | what |
/// |---|---|
/// | `NAME` | a model, with `.installed.json` in it that says which |
/// | `.part-SHA256` | what there is of one that is being fetched |
/// | `.old-NAME` | the earlier one of a name, for the moment of the exchange |
/// | `.order` | what is being fetched, or why it was given up |
///
/// Reading is thread-safe; only [ModelKeeper] writes.
public final class InstalledModels {
    private static final String NOTE = ".installed.json";
    private static final String PART = ".part-";
    private static final String OLD = ".old-";
    private static final String ORDER = ".order";

    private final Path folder;

    /// @param dataFolder of the box
    public InstalledModels(Path dataFolder) {
        this.folder = dataFolder.toAbsolutePath().normalize().resolve("models");
    }

    /// A model that is there, whole.
    ///
    /// @param sha256 as `ModelManifest` counts it
    record Installed(String model, ModelKind kind, String sha256, long bytes) {}

    /// Where a configured model is: a plain name is one that was pushed, if there is one.
    public Path resolve(ModelKind kind, Path configured) {
        return configured.getNameCount() == 1 && !configured.isAbsolute()
                ? find(kind, configured.toString()).orElse(configured)
                : configured;
    }

    /// The folder of a model that was pushed.
    public Optional<Path> find(ModelKind kind, String name) {
        return list().stream()
                .filter(one -> one.kind() == kind && one.model().equals(name))
                .map(one -> place(one.model()))
                .findFirst();
    }

    /// By name.
    List<Installed> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<Installed>();
        try (var folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var one : folders) {
                note(one).ifPresent(found::add);
            }
        } catch (IOException e) {
            return List.of();
        }
        found.sort(Comparator.comparing(Installed::model));
        return found;
    }

    /// Empty for a part, and for what nobody can read.
    private static Optional<Installed> note(Path place) {
        try {
            return Optional.of(RecordJson.read(text(place.resolve(NOTE)), Installed.class))
                    .filter(one -> place.endsWith(one.model()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Path place(String model) {
        return folder.resolve(model);
    }

    /// Where a model is fetched to.
    Path part(ModelOrder order) {
        return folder.resolve(PART + order.sha256());
    }

    /// Makes the place to fetch a model to; what there is of it stays, of others nothing.
    Path preparePart(ModelOrder order) throws IOException {
        var part = Files.createDirectories(part(order));
        try (var folders = Files.newDirectoryStream(folder, PART + "*")) {
            for (var one : folders) {
                if (!one.equals(part)) {
                    delete(one);
                }
            }
        }
        return part;
    }

    /// Bytes of a model that were fetched already.
    long fetched(ModelOrder order) throws IOException {
        var part = part(order);
        if (!Files.isDirectory(part)) {
            return 0;
        }
        var bytes = 0L;
        try (var files = Files.walk(part)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    long usableBytes() throws IOException {
        Files.createDirectories(folder);
        return Files.getFileStore(folder).getUsableSpace();
    }

    /// What was checked takes its name, in place of an earlier one.
    void publish(ModelOrder order) throws IOException {
        var part = part(order);
        var installed = new Installed(order.model(), order.kind(), order.sha256(), order.bytes());
        Files.writeString(part.resolve(NOTE), RecordJson.write(installed), StandardCharsets.UTF_8);
        sync(part);
        var place = place(order.model());
        var old = folder.resolve(OLD + order.model());
        delete(old);
        if (Files.exists(place)) {
            Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncFolder(folder);
        delete(old);
    }

    private static void sync(Path part) throws IOException {
        try (var all = Files.walk(part)) {
            for (var one : all.toList()) {
                DurableFiles.syncFolder(one);
            }
        }
    }

    /// Ends an exchange that was broken off.
    void mend() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(folder, OLD + "*")) {
            for (var old : folders) {
                var place = place(old.getFileName().toString().substring(OLD.length()));
                if (Files.exists(place)) {
                    delete(old);
                } else {
                    Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    Optional<ModelOrder> order() {
        try {
            return Optional.of(RecordJson.read(text(folder.resolve(ORDER)), ModelOrder.class));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void keep(ModelOrder order) throws IOException {
        Files.createDirectories(folder);
        DurableFiles.replace(
                folder.resolve(ORDER), RecordJson.write(order).getBytes(StandardCharsets.UTF_8));
    }

    void forgetOrder() throws IOException {
        Files.deleteIfExists(folder.resolve(ORDER));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
