package io.roomscribe.hub.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityException;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Makes a hub's folder of a backup, whole or not at all.
///
/// Confined to one thread.
final class Restore {
    private final Clock clock;
    private final RandomGenerator random;

    Restore(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// @param folder is not there, or empty
    Restored into(Path folder, Path file, String passphrase) {
        var target = folder.toAbsolutePath().normalize();
        var scratch = target.resolveSibling(target.getFileName() + ".restoring");
        try {
            if (Files.exists(target) && !isEmpty(target)) {
                throw BackupException.exists(
                        target,
                        "a hub is never restored over another; move that folder away or give another"
                                + " one");
            }
            // Left by a restore that was cut off; only ever made here.
            delete(scratch);
            try {
                var restored = unpack(file, scratch, passphrase);
                Files.deleteIfExists(target);
                Files.move(scratch, target, StandardCopyOption.ATOMIC_MOVE);
                DurableFiles.syncFolder(Objects.requireNonNull(target.getParent()));
                return restored;
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw BackupException.unwritable(target, e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            return !files.iterator().hasNext();
        }
    }

    /// Unpacks it and proves that it is whole: every file as it was, the database opens, and keys
    /// and certificates belong together.
    Restored unpack(Path file, Path folder, String passphrase) throws IOException {
        PrivateFolder.create(folder);
        var hashes = new HashMap<String, String>();
        try (var raw = Files.newInputStream(file);
                var age = AgeReader.open(raw, passphrase);
                var zip = new ZipInputStream(age)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                hashes.put(entry.getName(), unpack(zip, entry.getName(), folder));
            }
            // The zip's own directory stands behind its files, and the proof of age behind that.
            age.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (ZipException e) {
            throw BackupException.damaged("what is in it is no zip file", e);
        }
        var manifest = manifest(folder);
        var bytes = compare(manifest, hashes);
        Files.delete(folder.resolve(Manifest.NAME));
        checkIdentity(folder);
        return count(folder, manifest, bytes);
    }

    private static String unpack(ZipInputStream zip, String name, Path folder) throws IOException {
        var path = folder.resolve(name).normalize();
        if (!path.startsWith(folder.normalize()) || path.equals(folder.normalize())) {
            throw BackupException.noBackup("it names a file outside of the hub's folder");
        }
        PrivateFolder.create(Objects.requireNonNull(path.getParent()));
        try (var out = Files.newOutputStream(path)) {
            var hash = Backup.copy(zip, out);
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            }
            return hash;
        }
    }

    private static Manifest manifest(Path folder) throws IOException {
        var file = folder.resolve(Manifest.NAME);
        if (!Files.exists(file)) {
            throw BackupException.noBackup("it has no " + Manifest.NAME);
        }
        try {
            var tree = Backup.JSON.readTree(file.toFile());
            if (tree.path("format").asInt() != Manifest.FORMAT) {
                throw BackupException.noBackup("a newer hub made it; restore it with that one");
            }
            return Backup.JSON.treeToValue(tree, Manifest.class);
        } catch (JsonProcessingException e) {
            throw BackupException.damaged(Manifest.NAME + " cannot be read", e);
        }
    }

    private static long compare(Manifest manifest, Map<String, String> hashes) {
        var bytes = 0L;
        for (var kept : manifest.files()) {
            if (!kept.sha256().equals(hashes.get(kept.name()))) {
                throw BackupException.damaged(kept.name() + " is missing or is not as it was");
            }
            bytes += kept.bytes();
        }
        if (!hashes.containsKey(HubFiles.DATABASE)) {
            throw BackupException.noBackup("there is no database in it");
        }
        return bytes;
    }

    private void checkIdentity(Path folder) {
        var identity = new AuthorityFolder(folder.resolve("identity"));
        if (!Authority.isIn(identity)) {
            return;
        }
        try {
            var _ = Authority.open(identity, clock, random).pins();
        } catch (AuthorityException e) {
            throw BackupException.damaged("the hub's identity cannot be used", e);
        }
    }

    private static Restored count(Path folder, Manifest manifest, long bytes) {
        try (var database = HubDatabase.open(new DataConfig(folder))) {
            return new Restored(
                    manifest.madeAt(),
                    manifest.files().size(),
                    bytes,
                    count(database, "device"),
                    count(database, "meeting"),
                    count(database, "segment"),
                    Authority.isIn(new AuthorityFolder(folder.resolve("identity"))));
        } catch (StoreException e) {
            throw BackupException.damaged("its database cannot be opened", e);
        }
    }

    private static long count(HubDatabase database, String table) {
        return database.read(handle ->
                handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
    }

    /// With everything in it; nothing when there is none.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
