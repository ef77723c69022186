package io.roomscribe.hub.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roomscribe.hub.store.RandomId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Makes a backup: a zip file of the hub's folder with the database as of one moment, encrypted as
/// an age file. It has its name only once it was restored into a folder that then goes again.
///
/// Confined to one thread.
final class Backup {
    static final int PASSPHRASE_LETTERS_MIN = 12;
    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(
                            com.fasterxml.jackson.databind.SerializationFeature
                                    .WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final Path folder;
    private final Clock clock;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final int workFactor;

    /// @param random hard to guess
    /// @param workFactor see [AgeKeys#wrapping]
    Backup(Path folder, Clock clock, Ticker ticker, RandomGenerator random, int workFactor) {
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
        this.workFactor = workFactor;
    }

    /// @param configuration the hub's, empty to leave it out
    Restored write(Path file, Optional<Path> configuration, String passphrase)
            throws InterruptedException {
        if (passphrase.length() < PASSPHRASE_LETTERS_MIN) {
            throw BackupException.passphraseTooShort(PASSPHRASE_LETTERS_MIN);
        }
        var target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw BackupException.exists(target, "give another name; nothing is ever overwritten");
        }
        var copy = new SnapshotSource(folder, ticker, random).take();
        var scratch = folder.resolve(Snapshots.FOLDER).resolve("check-" + RandomId.of(random));
        try {
            var part =
                    Files.createTempFile(
                            target.resolveSibling(""), target.getFileName().toString(), ".part");
            try {
                encrypt(part, copy, configuration, passphrase);
                var restored = new Restore(clock, random).unpack(part, scratch, passphrase);
                // Without REPLACE_EXISTING it might still replace: looked at again right before.
                if (Files.exists(target)) {
                    throw BackupException.exists(target, "give another name");
                }
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                DurableFiles.syncFolder(target.resolveSibling(""));
                return restored;
            } finally {
                Files.deleteIfExists(part);
                Restore.delete(scratch);
            }
        } catch (IOException e) {
            throw BackupException.unwritable(target, e);
        } finally {
            deleteQuietly(copy);
        }
    }

    private static void deleteQuietly(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw BackupException.unwritable(copy, e);
        }
    }

    private void encrypt(Path part, Path copy, Optional<Path> configuration, String passphrase)
            throws IOException {
        try (var zip =
                new ZipOutputStream(
                        AgeWriter.open(
                                Files.newOutputStream(part), passphrase, workFactor, random))) {
            var files = new ArrayList<Manifest.Kept>();
            try (var database = new ZipInputStream(Files.newInputStream(copy))) {
                for (var entry = database.getNextEntry();
                        entry != null;
                        entry = database.getNextEntry()) {
                    files.add(add(zip, entry.getName(), database));
                }
            }
            for (var kept : HubFiles.toKeep(folder)) {
                addFile(zip, folder.relativize(kept).toString().replace('\\', '/'), kept, files);
            }
            if (configuration.isPresent()) {
                var name = HubFiles.CONFIGURATION + configuration.get().getFileName();
                addFile(zip, name, configuration.get(), files);
            }
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(
                    JSON.writeValueAsBytes(new Manifest(Manifest.FORMAT, clock.instant(), files)));
            zip.closeEntry();
        }
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void addFile(
            ZipOutputStream zip, String name, Path file, List<Manifest.Kept> files)
            throws IOException {
        try (var in = Files.newInputStream(file)) {
            files.add(add(zip, name, in));
        } catch (java.nio.file.NoSuchFileException e) {
            // The running hub took it meanwhile, as it does with claims.
        }
    }

    private static Manifest.Kept add(ZipOutputStream zip, String name, InputStream in)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var digest = Sha256.digest();
        var hashed = new DigestOutputStream(zip, digest);
        var bytes = in.transferTo(hashed);
        zip.closeEntry();
        return new Manifest.Kept(name, bytes, Sha256.hex(digest));
    }

    /// Copies and hashes.
    static String copy(InputStream in, OutputStream out) throws IOException {
        var digest = Sha256.digest();
        in.transferTo(new DigestOutputStream(out, digest));
        return Sha256.hex(digest);
    }
}
