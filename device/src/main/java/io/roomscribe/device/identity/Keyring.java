package io.roomscribe.device.identity;

import io.roomscribe.device.identity.IdentityFailure.Code;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.file.PrivateFolder;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.protocol.identity.IdentityKeys;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.identity.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Optional;

/// The box's keys and certificates, in `identity` of its data folder. A power cut at any moment
/// leaves either what was there before or what was to be there:
///
/// | file | what |
/// |---|---|
/// | `claim` | until the first connection with a certificate |
/// | `pending.pem` | the key that a certificate was asked for, until it is there |
/// | `current.pem` | key and certificate in one file |
/// | `next.pem` | the same, renewed, until the first connection with it |
///
/// Thread-safe.
public final class Keyring {
    private final Path folder;

    public Keyring(Path dataFolder) {
        this.folder = dataFolder.toAbsolutePath().resolve("identity");
    }

    /// What a box may show at the hub; empty before it is enrolled.
    public synchronized Optional<OwnIdentity> current() {
        return identity("current.pem");
    }

    /// A renewed one that has not connected yet.
    public synchronized Optional<OwnIdentity> next() {
        return identity("next.pem");
    }

    /// Until when the box may connect; empty for a box without a certificate.
    public Optional<Instant> certificateEnd() {
        try {
            return next().or(this::current).map(it -> it.certificate().getNotAfter().toInstant());
        } catch (IdentityFailure e) {
            return Optional.empty();
        }
    }

    private Optional<OwnIdentity> identity(String name) {
        return read(name).map(text -> new OwnIdentity(Pem.key(text), Pem.certificates(text)));
    }

    /// The key that a certificate is asked for: always the same one until it has come.
    synchronized KeyPair pendingKeys() {
        var known = read("pending.pem");
        if (known.isPresent()) {
            var keys = Pem.keys(known.get());
            var isLeftOver =
                    current().filter(it -> isOf(it, keys)).isPresent()
                            || next().filter(it -> isOf(it, keys)).isPresent();
            if (!isLeftOver) {
                return keys;
            }
        }
        var keys = IdentityKeys.make();
        write("pending.pem", Pem.of(keys));
        return keys;
    }

    private static boolean isOf(OwnIdentity identity, KeyPair keys) {
        return identity.certificate().getPublicKey().equals(keys.getPublic());
    }

    /// Keeps the certificate that came for the pending key: as the current one where there is none,
    /// and else as the next.
    synchronized void keep(KeyPair keys, String chain, boolean replacesCurrent) {
        var isFirst = replacesCurrent || current().isEmpty();
        write(isFirst ? "current.pem" : "next.pem", Pem.of(keys.getPrivate()) + chain);
        if (replacesCurrent) {
            delete("next.pem");
        }
        delete("pending.pem");
    }

    /// The next one has connected, so the hub does not take the current one any more.
    synchronized void promote() {
        try {
            Files.move(
                    folder.resolve("next.pem"),
                    folder.resolve("current.pem"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            DurableFiles.syncFolder(folder);
        } catch (NoSuchFileException e) {
            // Promoted already.
        } catch (IOException e) {
            throw failed("promote", "next.pem", e);
        }
    }

    /// What a technician gave the box, as it was typed; empty when it is none.
    synchronized Optional<Claim> claim() {
        try {
            return read("claim").map(Claim::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public synchronized void leaveClaim(Claim claim) {
        write("claim", claim.text() + "\n");
    }

    synchronized void burnClaim() {
        delete("claim");
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", name, e);
        }
    }

    private void write(String name, String text) {
        try {
            PrivateFolder.create(folder);
            var file = folder.resolve(name);
            DurableFiles.replace(file, text.getBytes(StandardCharsets.UTF_8));
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                giveToTheBox(folder);
                giveToTheBox(file);
            }
        } catch (IOException e) {
            throw failed("write", name, e);
        }
    }

    /// A technician runs commands as root; the box runs as the owner of its data folder.
    private void giveToTheBox(Path file) throws IOException {
        var owner = Files.getOwner(folder.resolveSibling(""));
        if (!Files.getOwner(file).equals(owner)) {
            Files.setOwner(file, owner);
        }
    }

    private void delete(String name) {
        try {
            if (Files.deleteIfExists(folder.resolve(name))) {
                DurableFiles.syncFolder(folder);
            }
        } catch (IOException e) {
            throw failed("delete", name, e);
        }
    }

    private IdentityFailure failed(String verb, String name, IOException e) {
        return new IdentityFailure(
                Code.FOLDER,
                "cannot %s %s (%s)"
                        .formatted(verb, folder.resolve(name), e.getClass().getSimpleName()),
                e);
    }
}
