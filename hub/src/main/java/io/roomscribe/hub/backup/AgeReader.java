package io.roomscribe.hub.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/// What is in an age file that a passphrase opens. Gives nothing out that it has not found whole.
///
/// Confined to one thread.
final class AgeReader extends InputStream {
    private static final int HEADER_LINES = 4;
    private static final int LINE_LETTERS_MAX = 200;

    /// More would take more than a GiB of memory; a made-up file could ask for it.
    private static final int WORK_FACTOR_MAX = 20;

    private static final Pattern STANZA =
            Pattern.compile("-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)");
    private static final Pattern BODY = Pattern.compile("[A-Za-z0-9+/]{43}");
    private static final Pattern MAC = Pattern.compile("--- ([A-Za-z0-9+/]{43})");

    private final PushbackInputStream in;
    private final byte[] key;
    private byte[] chunk = new byte[0];
    private int used;
    private long number;
    private boolean isAtEnd;

    private AgeReader(PushbackInputStream in, byte[] key) {
        this.in = in;
        this.key = key;
    }

    /// @throws BackupException when it is none, damaged, or opened by another passphrase
    static AgeReader open(InputStream file, String passphrase) throws IOException {
        var in = new PushbackInputStream(file, 1);
        var lines = header(in);
        var stanza = STANZA.matcher(lines.get(1));
        var mac = MAC.matcher(lines.get(3));
        if (!stanza.matches() || !BODY.matcher(lines.get(2)).matches() || !mac.matches()) {
            throw BackupException.damaged("its head cannot be read");
        }
        var workFactor = Integer.parseInt(stanza.group(2));
        if (workFactor > WORK_FACTOR_MAX) {
            throw BackupException.damaged("its head asks for too much work");
        }
        try {
            var base64 = Base64.getDecoder();
            var wrapping = AgeKeys.wrapping(passphrase, base64.decode(stanza.group(1)), workFactor);
            var fileKey = unwrap(wrapping, base64.decode(lines.get(2)));
            var header = String.join("\n", lines.subList(0, 3)) + "\n---";
            var expected = AgeKeys.headerMac(fileKey, header);
            if (!MessageDigest.isEqual(expected, base64.decode(mac.group(1)))) {
                throw BackupException.damaged("its head was changed");
            }
            var nonce = in.readNBytes(AgeKeys.NONCE_BYTES);
            if (nonce.length < AgeKeys.NONCE_BYTES) {
                throw BackupException.damaged("it ends after its head");
            }
            return new AgeReader(in, AgeKeys.payload(fileKey, nonce));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has these algorithms", e);
        } catch (IllegalArgumentException e) {
            throw BackupException.damaged("its head cannot be read", e);
        }
    }

    private static byte[] unwrap(byte[] wrapping, byte[] wrapped) throws GeneralSecurityException {
        try {
            return AgeKeys.wrap(Cipher.DECRYPT_MODE, wrapping, wrapped);
        } catch (AEADBadTagException e) {
            throw BackupException.wrongPassphrase();
        }
    }

    private static List<String> header(InputStream in) throws IOException {
        var lines = new ArrayList<String>();
        while (lines.size() < HEADER_LINES) {
            lines.add(line(in));
            if (!lines.getFirst().equals(AgeKeys.VERSION)) {
                throw BackupException.noBackup("it does not begin as one");
            }
        }
        return lines;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0 || line.length() == LINE_LETTERS_MAX) {
                return "";
            }
            line.append((char) one);
        }
        return line.toString();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (used == chunk.length) {
            if (isAtEnd) {
                return -1;
            }
            decrypt();
        }
        var count = Math.min(length, chunk.length - used);
        System.arraycopy(chunk, used, bytes, offset, count);
        used += count;
        return count;
    }

    private void decrypt() throws IOException {
        var encrypted = in.readNBytes(AgeKeys.CHUNK_BYTES + AgeKeys.TAG_BYTES);
        var next = in.read();
        isAtEnd = next < 0;
        if (!isAtEnd) {
            in.unread(next);
        }
        try {
            chunk =
                    AgeKeys.chunk(
                            Cipher.DECRYPT_MODE, key, number, isAtEnd, encrypted, encrypted.length);
        } catch (GeneralSecurityException e) {
            var mib = number * AgeKeys.CHUNK_BYTES / (1024 * 1024);
            throw BackupException.damaged(
                    isAtEnd
                            ? "it is cut off or changed after %d MiB".formatted(mib)
                            : "it was changed after %d MiB".formatted(mib),
                    e);
        }
        used = 0;
        number++;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
