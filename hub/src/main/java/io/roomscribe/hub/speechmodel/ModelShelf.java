package io.roomscribe.hub.speechmodel;

import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.speechmodel.ModelFile;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The models in the folder `models` of the hub's data: a folder each, named by the model's hash,
/// with `model.json` and every file by its hash; `HASH.part` is what has come of one so far.
///
/// Thread-safe; one file comes in at a time.
public final class ModelShelf {
    private static final Logger LOG = System.getLogger(ModelShelf.class.getName());
    private static final int BLOCK_BYTES = 1 << 16;
    private static final String PART = ".part";

    /// Left free for what the hub is for.
    private static final long SPARE_BYTES = 256L << 20;

    private final Path folder;
    private final ReentrantLock receiving = new ReentrantLock();

    public ModelShelf(Path dataFolder) {
        this.folder = dataFolder.resolve("models");
    }

    /// A file of a model that the hub does not have whole.
    ///
    /// @param have bytes of it that are here
    public record Lacking(String sha256, long bytes, long have) {}

    /// What the hub has of a model.
    ///
    /// @param lacking empty for one that is complete
    public record Standing(ModelManifest manifest, List<Lacking> lacking) {
        public boolean isComplete() {
            return lacking.isEmpty();
        }
    }

    /// By name.
    public List<Standing> models() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<Standing>();
        try (var folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var one : folders) {
                manifest(one).map(manifest -> standing(one, manifest)).ifPresent(found::add);
            }
        } catch (IOException e) {
            throw ModelShelfException.disk(e);
        }
        found.sort(Comparator.comparing(one -> one.manifest().model()));
        return found;
    }

    private static Optional<ModelManifest> manifest(Path one) {
        try {
            var text = Files.readString(one.resolve(ModelManifest.FILE), StandardCharsets.UTF_8);
            return Optional.of(RecordJson.read(text, ModelManifest.class));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Standing standing(Path one, ModelManifest manifest) {
        var lacking = new ArrayList<Lacking>();
        for (var file : manifest.files()) {
            if (!Files.exists(one.resolve(file.sha256()))) {
                lacking.add(new Lacking(file.sha256(), file.bytes(), size(part(one, file))));
            }
        }
        return new Standing(manifest, lacking);
    }

    /// Begins to take a model in, or says how far that is.
    ///
    /// @throws ModelShelfException when there is no space for it
    public Standing begin(ModelManifest manifest) {
        return alone(() -> {
            if (Files.isDirectory(folder.resolve(manifest.sha256()))) {
                return new Standing(manifest, List.of());
            }
            var coming = Files.createDirectories(coming(manifest.sha256()));
            var standing = standing(coming, manifest);
            checkSpace(standing);
            DurableFiles.replace(
                    coming.resolve(ModelManifest.FILE),
                    RecordJson.write(manifest).getBytes(StandardCharsets.UTF_8));
            return published(standing);
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T done() throws IOException;
    }

    /// Who sends slowly keeps nobody waiting: they are told to come again.
    private <T> T alone(Work<T> work) {
        if (!receiving.tryLock()) {
            throw ModelShelfException.busy();
        }
        try {
            return work.done();
        } catch (IOException e) {
            throw ModelShelfException.disk(e);
        } finally {
            receiving.unlock();
        }
    }

    private void checkSpace(Standing standing) throws IOException {
        var lacking = standing.lacking().stream().mapToLong(one -> one.bytes() - one.have()).sum();
        var left = Files.getFileStore(folder).getUsableSpace() - lacking;
        if (left < SPARE_BYTES) {
            throw ModelShelfException.noSpace(SPARE_BYTES - left);
        }
    }

    /// Takes a part of a file in, as it comes. What came before a break stays.
    ///
    /// @param sha256 of the model
    /// @param file its SHA-256
    /// @param from which byte of the file on
    /// @throws ModelShelfException when it does not belong here, or is not what its hash says
    public Standing take(String sha256, String file, long from, InputStream body) {
        return alone(() -> {
            var coming = coming(sha256);
            var manifest = known(coming);
            var wanted =
                    manifest.files().stream()
                            .filter(one -> one.sha256().equals(file))
                            .findFirst()
                            .orElseThrow(ModelShelfException::unknown);
            if (!Files.exists(coming.resolve(file))) {
                append(part(coming, wanted), wanted, from, body);
                complete(coming, wanted);
            }
            return published(standing(coming, manifest));
        });
    }

    private static ModelManifest known(Path coming) {
        return manifest(coming).orElseThrow(ModelShelfException::unknown);
    }

    private static void append(Path part, ModelFile wanted, long from, InputStream body)
            throws IOException {
        var have = size(part);
        if (have != from) {
            throw ModelShelfException.misplaced(have);
        }
        try (var out =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            var block = new byte[BLOCK_BYTES];
            var left = wanted.bytes() - from;
            for (var count = read(body, block, left); count > 0; count = read(body, block, left)) {
                var bytes = ByteBuffer.wrap(block, 0, count);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                left -= count;
            }
            out.force(true);
        }
    }

    /// What is beyond the file's end is not read; a sender that goes away ends it like one that is
    /// through.
    private static int read(InputStream body, byte[] block, long left) {
        try {
            return left == 0 ? 0 : body.read(block, 0, (int) Math.min(block.length, left));
        } catch (IOException e) {
            return -1;
        }
    }

    private static void complete(Path coming, ModelFile wanted) throws IOException {
        var part = part(coming, wanted);
        if (size(part) < wanted.bytes()) {
            return;
        }
        if (!Sha256.hex(part, _ -> {}).equals(wanted.sha256())) {
            Files.delete(part);
            throw ModelShelfException.damaged();
        }
        Files.move(part, coming.resolve(wanted.sha256()), StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncFolder(coming);
    }

    private Standing published(Standing standing) throws IOException {
        var sha256 = standing.manifest().sha256();
        if (standing.isComplete()) {
            Files.move(coming(sha256), folder.resolve(sha256), StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncFolder(folder);
            LOG.log(Level.INFO, "Model taken in model={0}", standing.manifest().model());
        }
        return standing;
    }

    /// Gives a model up; boxes that have it keep it.
    ///
    /// @return false when there is none of that hash
    public boolean remove(String sha256) {
        if (!Sha256.isHex(sha256)) {
            return false;
        }
        return alone(() -> {
            var wasThere = delete(folder.resolve(sha256));
            return delete(coming(sha256)) || wasThere;
        });
    }

    private static boolean delete(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return false;
        }
        try (var files = Files.list(place)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(place);
        return true;
    }

    /// A file of a complete model, its manifest among them; empty for what is none.
    ///
    /// @param name a file's hash, or [ModelManifest#FILE]
    public Optional<Path> file(String sha256, String name) {
        var isName = Sha256.isHex(name) || name.equals(ModelManifest.FILE);
        return Sha256.isHex(sha256) && isName
                ? Optional.of(folder.resolve(sha256).resolve(name)).filter(Files::isRegularFile)
                : Optional.empty();
    }

    private Path coming(String sha256) {
        if (!Sha256.isHex(sha256)) {
            throw ModelShelfException.unknown();
        }
        return folder.resolve(sha256 + PART);
    }

    private static Path part(Path coming, ModelFile file) {
        return coming.resolve(file.sha256() + PART);
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw ModelShelfException.disk(e);
        }
    }
}
