package io.roomscribe.protocol.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Certificates, keys and requests as text.
public final class Pem {
    private static final int LINE = 64;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

    private Pem() {}

    public static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }

    /// One after the other, as a chain is written.
    public static String of(List<X509Certificate> chain) {
        return chain.stream().map(Pem::of).collect(Collectors.joining());
    }

    public static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /// Both keys, so that the public one need not be computed again.
    public static String of(KeyPair keys) {
        return of(keys.getPrivate()) + block("PUBLIC KEY", keys.getPublic().getEncoded());
    }

    /// @throws IllegalArgumentException when it is no pair of EC keys
    public static KeyPair keys(String text) {
        try {
            var key =
                    KeyFactory.getInstance("EC")
                            .generatePublic(new X509EncodedKeySpec(only(text, "PUBLIC KEY")));
            return new KeyPair(key, key(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an EC public key", e);
        }
    }

    public static String request(byte[] der) {
        return block("CERTIFICATE REQUEST", der);
    }

    /// Every certificate in the text, in its order.
    ///
    /// @throws IllegalArgumentException when one is none, or there is none
    public static List<X509Certificate> certificates(String text) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var found =
                    BLOCK.matcher(text)
                            .results()
                            .filter(block -> block.group(1).equals("CERTIFICATE"))
                            .map(block -> bytes(block.group(2)))
                            .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("no certificate in it");
            }
            var certificates = new ArrayList<X509Certificate>();
            for (var der : found) {
                certificates.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(der)));
            }
            return List.copyOf(certificates);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("not a certificate", e);
        }
    }

    /// @throws IllegalArgumentException when it is no EC key
    public static PrivateKey key(String text) {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(only(text, "PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an EC private key", e);
        }
    }

    /// The bytes of a certificate request.
    ///
    /// @throws IllegalArgumentException when it is none
    public static byte[] request(String text) {
        return only(text, "CERTIFICATE REQUEST");
    }

    private static byte[] only(String text, String label) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(label))
                .map(block -> bytes(block.group(2)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + label + " in it"));
    }

    private static byte[] bytes(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    private static String block(String label, byte[] der) {
        var body =
                Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }
}
