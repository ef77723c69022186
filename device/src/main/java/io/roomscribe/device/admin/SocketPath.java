package io.roomscribe.device.admin;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The address of the socket `admin.sock` in a data folder. The kernel takes at most 107 bytes, so
/// a longer path is reached through a short link to the folder; the socket is in the data folder
/// all the same.
///
/// Confined to one thread; close it once bound or connected.
final class SocketPath implements AutoCloseable {
    private static final int PATH_BYTES_MAX = 107;
    private static final String NAME = "admin.sock";

    private final Path folder;
    private final Path link;

    private SocketPath(Path folder, Path link) {
        this.folder = folder;
        this.link = link;
    }

    static SocketPath of(Path dataFolder) throws IOException {
        var folder = dataFolder.toAbsolutePath().normalize();
        if (folder.resolve(NAME).toString().getBytes(StandardCharsets.UTF_8).length
                <= PATH_BYTES_MAX) {
            return new SocketPath(folder, folder);
        }
        var link = Files.createTempDirectory("rs").resolve("d");
        Files.createSymbolicLink(link, folder);
        return new SocketPath(folder, link);
    }

    UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(link.resolve(NAME));
    }

    /// Where the socket is, however long that is.
    Path file() {
        return folder.resolve(NAME);
    }

    @Override
    public void close() throws IOException {
        if (!link.equals(folder)) {
            Files.deleteIfExists(link);
            var parent = link.getParent();
            if (parent != null) {
                Files.deleteIfExists(parent);
            }
        }
    }
}
