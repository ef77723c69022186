package io.roomscribe.systemtest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Looks through packing: messages above 1 KiB travel as gzip, and lie so in a broker's journal.
final class Unpacked {
    private Unpacked() {}

    /// One character a byte.
    static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// What every gzip in the bytes holds, as far as it can be read.
    static List<String> gzips(byte[] bytes) {
        var found = new ArrayList<String>();
        for (var at = 0; at + 3 < bytes.length; at++) {
            if (bytes[at] == 0x1f && bytes[at + 1] == (byte) 0x8b && bytes[at + 2] == 8) {
                var text = unpack(bytes, at);
                if (!text.isEmpty()) {
                    found.add(text);
                }
            }
        }
        return found;
    }

    private static String unpack(byte[] bytes, int at) {
        var text = new StringBuilder();
        var part = new byte[512];
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at))) {
            for (var count = in.read(part); count > 0; count = in.read(part)) {
                text.append(new String(part, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // What follows is something else; what came before counts.
        }
        return text.toString();
    }
}
