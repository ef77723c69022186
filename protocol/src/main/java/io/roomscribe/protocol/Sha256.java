package io.roomscribe.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/// SHA-256, which every Java has.
public final class Sha256 {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER_BYTES = 1 << 18;

    private Sha256() {}

    /// A new one to be fed.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /// 32 bytes.
    public static byte[] of(byte[] content) {
        return digest().digest(content);
    }

    /// 32 bytes, of a text's UTF-8.
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// 64 hexadecimal digits.
    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(of(content));
    }

    /// 64 hexadecimal digits, of a text's UTF-8.
    public static String hex(String text) {
        return HexFormat.of().formatHex(of(text));
    }

    /// 64 hexadecimal digits, of what was fed.
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /// 64 hexadecimal digits, of a file.
    ///
    /// @param progress told how many bytes were read since it was told last
    public static String hex(Path file, LongConsumer progress) throws IOException {
        var digest = digest();
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER_BYTES];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                progress.accept(read);
            }
        }
        return hex(digest);
    }

    public static boolean isHex(String text) {
        return HEX.matcher(text).matches();
    }
}
