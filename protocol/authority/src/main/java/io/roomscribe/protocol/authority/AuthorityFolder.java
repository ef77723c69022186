package io.roomscribe.protocol.authority;

import io.roomscribe.protocol.authority.AuthorityException.Code;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.file.PrivateFolder;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.identity.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// The files of an authority: `root-1`, `root-2` and `server`, each a `.key` and a `.crt`, and
/// `signing-root`, the name of the root that signs; without it, that is the first. Written whole or
/// not at all, and readable by their owner only.
///
/// Immutable.
public record AuthorityFolder(Path path) {

    boolean has(String name) {
        return Files.exists(key(name)) && Files.exists(certificate(name));
    }

    boolean hasCertificate(String name) {
        return Files.exists(certificate(name));
    }

    /// The name of the root that signs.
    ///
    /// @throws AuthorityException when the file names none
    public String signingRoot() {
        if (!Files.exists(signingRootFile())) {
            return Authority.ROOTS.getFirst();
        }
        var name = text(signingRootFile()).strip();
        if (!Authority.ROOTS.contains(name)) {
            throw new AuthorityException(
                    Code.DAMAGED,
                    "cannot use %s: it names no root".formatted(signingRootFile()),
                    "write %s into it, whichever signed last"
                            .formatted(String.join(" or ", Authority.ROOTS)));
        }
        return name;
    }

    void writeSigningRoot(String name) {
        write(signingRootFile(), name + "\n");
    }

    private Path signingRootFile() {
        return path.resolve("signing-root");
    }

    /// A root that is to sign.
    ///
    /// @throws AuthorityException when its key is lost or is another's
    OwnIdentity readRoot(String name) {
        if (hasCertificate(name) && !Files.exists(key(name))) {
            throw new AuthorityException(
                    Code.DAMAGED,
                    "the key of %s is gone: %s is missing".formatted(name, key(name)),
                    cure(name));
        }
        var root = read(name);
        if (!root.isPair()) {
            throw new AuthorityException(
                    Code.DAMAGED,
                    "%s is not the key of %s".formatted(key(name), certificate(name)),
                    cure(name));
        }
        return root;
    }

    private static String cure(String root) {
        var restore = "put it back from a backup, see 'roomscribe hub restore --help'";
        return root.equals(Authority.ROOTS.getFirst())
                ? restore
                        + "; or let the second root sign:"
                        + " 'roomscribe hub switch-root --hub-folder FOLDER'"
                : restore;
    }

    Path key(String name) {
        return path.resolve(name + ".key");
    }

    Path certificate(String name) {
        return path.resolve(name + ".crt");
    }

    /// The key first: a key without a certificate is made anew, a certificate without its key would
    /// be in the way.
    void write(String name, OwnIdentity identity) {
        write(key(name), Pem.of(identity.key()));
        write(certificate(name), Pem.of(identity.chain()));
    }

    OwnIdentity read(String name) {
        return new OwnIdentity(readKey(name), readChain(name));
    }

    private PrivateKey readKey(String name) {
        try {
            return Pem.key(text(key(name)));
        } catch (IllegalArgumentException e) {
            throw damaged(key(name), e);
        }
    }

    List<X509Certificate> readChain(String name) {
        try {
            return Pem.certificates(text(certificate(name)));
        } catch (IllegalArgumentException e) {
            throw damaged(certificate(name), e);
        }
    }

    private static AuthorityException damaged(Path file, IllegalArgumentException e) {
        return new AuthorityException(
                Code.DAMAGED,
                "cannot use %s: %s".formatted(file, e.getMessage()),
                "put it back from a backup of the hub's folder, see 'roomscribe hub init --help'",
                e);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new AuthorityException(
                    Code.MISSING,
                    "the hub has no identity yet: %s is missing".formatted(file),
                    "make one with 'roomscribe hub init --hub-folder FOLDER'",
                    e);
        } catch (IOException e) {
            throw unusable("read", file, e);
        }
    }

    private void write(Path file, String text) {
        try {
            PrivateFolder.create(path);
            DurableFiles.replacePrivate(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unusable("write", file, e);
        }
    }

    private static AuthorityException unusable(String verb, Path file, IOException e) {
        return new AuthorityException(
                Code.FOLDER_UNUSABLE,
                "cannot %s %s (%s)".formatted(verb, file, e.getClass().getSimpleName()),
                "run the command as the user the hub runs as, such as with 'sudo -u roomscribe'",
                e);
    }
}
