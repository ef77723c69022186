package io.roomscribe.hub.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/// The keys of an age file (`age-encryption.org/v1`) that a passphrase opens, and what they do. The
/// format is another project's; this is the part of it that backups use.
final class AgeKeys {
    static final String VERSION = "age-encryption.org/v1";
    static final int SALT_BYTES = 16;
    static final int NONCE_BYTES = 16;
    static final int FILE_KEY_BYTES = 16;
    static final int CHUNK_BYTES = 64 * 1024;
    static final int TAG_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int BLOCK_SIZE = 8;

    private AgeKeys() {}

    /// What wraps the file's key.
    ///
    /// @param workFactor the logarithm of scrypt's cost; memory is a KiB times two to its power
    static byte[] wrapping(String passphrase, byte[] salt, int workFactor) {
        // The same letters may come in two encodings from two keyboards.
        var letters = Normalizer.normalize(passphrase, Normalizer.Form.NFC);
        var label = (VERSION + "/scrypt").getBytes(StandardCharsets.UTF_8);
        var labelled = ByteBuffer.allocate(label.length + salt.length).put(label).put(salt).array();
        return SCrypt.generate(
                letters.getBytes(StandardCharsets.UTF_8),
                labelled,
                1 << workFactor,
                BLOCK_SIZE,
                1,
                KEY_BYTES);
    }

    static byte[] headerMac(byte[] fileKey, String header) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(derive(fileKey, new byte[0], "header"), "HmacSHA256"));
        return mac.doFinal(header.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] payload(byte[] fileKey, byte[] nonce) throws GeneralSecurityException {
        return derive(fileKey, nonce, "payload");
    }

    private static byte[] derive(byte[] key, byte[] salt, String use)
            throws GeneralSecurityException {
        var extract = HKDFParameterSpec.ofExtract().addIKM(key);
        var salted = salt.length == 0 ? extract : extract.addSalt(salt);
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(salted.thenExpand(use.getBytes(StandardCharsets.US_ASCII), KEY_BYTES));
    }

    /// @param mode of [Cipher]
    static byte[] wrap(int mode, byte[] key, byte[] bytes) throws GeneralSecurityException {
        return crypt(mode, key, new byte[IV_BYTES], bytes, bytes.length);
    }

    /// One chunk of the payload.
    ///
    /// @param number from 0
    /// @param isLast a file that ends without such a one was cut off
    static byte[] chunk(int mode, byte[] key, long number, boolean isLast, byte[] bytes, int length)
            throws GeneralSecurityException {
        var iv = ByteBuffer.allocate(IV_BYTES);
        iv.putLong(3, number).put(11, (byte) (isLast ? 1 : 0));
        return crypt(mode, key, iv.array(), bytes, length);
    }

    private static byte[] crypt(int mode, byte[] key, byte[] iv, byte[] bytes, int length)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(iv));
        return cipher.doFinal(bytes, 0, length);
    }
}
