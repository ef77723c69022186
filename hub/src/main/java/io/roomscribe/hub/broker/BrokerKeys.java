package io.roomscribe.hub.broker;

import io.roomscribe.protocol.identity.OwnIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

/// The hub's key in the form that Artemis reads, written anew at each start. The password is no
/// secret: the file's rights protect it, as they protect the key it is a copy of.
record BrokerKeys(Path file) {
    private static final String PASSWORD = "roomscribe";

    static BrokerKeys write(OwnIdentity own, Path folder) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, new char[0]);
            store.setKeyEntry(
                    "hub",
                    own.key(),
                    PASSWORD.toCharArray(),
                    own.chain().toArray(X509Certificate[]::new));
            var bytes = new ByteArrayOutputStream();
            store.store(bytes, PASSWORD.toCharArray());
            Files.createDirectories(folder);
            var file = folder.resolve("hub.p12");
            Files.deleteIfExists(file);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(file, bytes.toByteArray());
            return new BrokerKeys(file);
        } catch (IOException | GeneralSecurityException e) {
            throw BrokerException.failed(folder, e);
        }
    }

    /// For an acceptor's address.
    String options() {
        return ";sslEnabled=true;needClientAuth=true;enabledProtocols=TLSv1.3;keyStoreType=PKCS12"
                + ";keyStorePath="
                + file.toUri().getRawPath()
                + ";keyStorePassword="
                + PASSWORD
                + ";trustManagerFactoryPlugin="
                + CheckedLaterTrust.class.getName();
    }
}
