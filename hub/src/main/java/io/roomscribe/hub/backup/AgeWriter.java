package io.roomscribe.hub.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;

/// Encrypts what is written to it with a passphrase, as an age file. A file that was not closed is
/// a damaged one.
///
/// Confined to one thread.
final class AgeWriter extends OutputStream {
    private final OutputStream out;
    private final byte[] key;
    private final byte[] chunk = new byte[AgeKeys.CHUNK_BYTES];
    private int filled;
    private long number;
    private boolean isClosed;

    private AgeWriter(OutputStream out, byte[] key) {
        this.out = out;
        this.key = key;
    }

    /// @param workFactor see [AgeKeys#wrapping]
    static AgeWriter open(
            OutputStream out, String passphrase, int workFactor, RandomGenerator random)
            throws IOException {
        var base64 = Base64.getEncoder().withoutPadding();
        var fileKey = bytes(AgeKeys.FILE_KEY_BYTES, random);
        var salt = bytes(AgeKeys.SALT_BYTES, random);
        var nonce = bytes(AgeKeys.NONCE_BYTES, random);
        try {
            var wrapped =
                    AgeKeys.wrap(
                            Cipher.ENCRYPT_MODE,
                            AgeKeys.wrapping(passphrase, salt, workFactor),
                            fileKey);
            var header =
                    "%s\n-> scrypt %s %d\n%s\n---"
                            .formatted(
                                    AgeKeys.VERSION,
                                    base64.encodeToString(salt),
                                    workFactor,
                                    base64.encodeToString(wrapped));
            var mac = base64.encodeToString(AgeKeys.headerMac(fileKey, header));
            out.write((header + " " + mac + "\n").getBytes(StandardCharsets.US_ASCII));
            out.write(nonce);
            return new AgeWriter(out, AgeKeys.payload(fileKey, nonce));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has these algorithms", e);
        }
    }

    private static byte[] bytes(int count, RandomGenerator random) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var done = 0;
        while (done < length) {
            // Only what follows tells that a full chunk is not the last.
            if (filled == chunk.length) {
                encrypt(false);
            }
            var count = Math.min(length - done, chunk.length - filled);
            System.arraycopy(bytes, offset + done, chunk, filled, count);
            filled += count;
            done += count;
        }
    }

    private void encrypt(boolean isLast) throws IOException {
        try {
            out.write(AgeKeys.chunk(Cipher.ENCRYPT_MODE, key, number, isLast, chunk, filled));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has these algorithms", e);
        }
        number++;
        filled = 0;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            encrypt(true);
            out.close();
        }
    }
}
