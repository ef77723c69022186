package io.roomscribe.hub.export;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A file to save, send or attach.
///
/// Immutable.
public final class ExportedFile {
    private static final String PLAIN =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

    private final String name;
    private final String mediaType;
    private final byte[] content;

    ExportedFile(String name, String mediaType, byte[] content) {
        this.name = name;
        this.mediaType = mediaType;
        this.content = content.clone();
    }

    /// Safe on every file system.
    public String name() {
        return name;
    }

    public String mediaType() {
        return mediaType;
    }

    public byte[] content() {
        return content.clone();
    }

    /// The value of a `Content-Disposition` header that has it saved under its name (RFC 6266).
    public String disposition() {
        var ascii = new StringBuilder();
        var encoded = new StringBuilder();
        for (var octet : name.getBytes(StandardCharsets.UTF_8)) {
            var plain = octet > 0 && PLAIN.indexOf((char) octet) >= 0;
            encoded.append(plain ? "" + (char) octet : "%" + hex(octet));
        }
        name.chars()
                .map(letter -> letter < 0x7f && letter != '"' && letter != '\\' ? letter : '_')
                .forEach(letter -> ascii.append((char) letter));
        return "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(ascii, encoded);
    }

    private static String hex(byte octet) {
        return HexFormat.of().withUpperCase().toHexDigits(octet);
    }
}
