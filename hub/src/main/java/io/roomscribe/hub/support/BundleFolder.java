package io.roomscribe.hub.support;

import io.roomscribe.hub.support.SupportException.Code;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.file.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/// One box's bundle in the hub's data folder: `bundle.json` says what it is to become, `part` is
/// what has come of it, and the zip file takes its place once it is whole and as the box said.
///
/// Written by one thread at a time; reading is thread-safe.
final class BundleFolder {
    /// A box's own limit is about 10 MB before packing.
    static final long BYTES_MAX = 16L << 20;

    /// Left free for the hub's database.
    private static final long SPARE_BYTES = 64L << 20;

    private static final String NOTE = "bundle.json";
    private static final String PART = "part";

    private final Path folder;
    private final LongSupplier usableBytes;

    BundleFolder(Path folder, LongSupplier usableBytes) {
        this.folder = folder;
        this.usableBytes = usableBytes;
    }

    /// The bundle that is here or on its way; empty when there is none.
    Optional<BundleNote> note() {
        try {
            return Optional.of(
                    RecordJson.read(
                            Files.readString(folder.resolve(NOTE), StandardCharsets.UTF_8),
                            BundleNote.class));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<Path> whole(BundleNote note) {
        return Optional.of(folder.resolve(note.file())).filter(Files::isRegularFile);
    }

    long here(BundleNote note) {
        try {
            return Files.size(whole(note).orElse(folder.resolve(PART)));
        } catch (IOException e) {
            return 0;
        }
    }

    /// Makes room for a new bundle; the one before goes.
    void begin(BundleNote note) {
        if (note.bytes() > BYTES_MAX) {
            throw new SupportException(
                    Code.TOO_LARGE,
                    "the support bundle has %d bytes, at most %d are taken"
                            .formatted(note.bytes(), BYTES_MAX),
                    "copy it from the folder 'support' in the box's data folder");
        }
        try {
            PrivateFolder.create(folder);
            clear();
            if (usableBytes.getAsLong() < note.bytes() + SPARE_BYTES) {
                throw full();
            }
            DurableFiles.replace(
                    folder.resolve(NOTE), RecordJson.write(note).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    void append(byte[] content) {
        try {
            var _ =
                    Files.write(
                            folder.resolve(PART),
                            content,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /// Everything has come: shows it if it is what the box has packed, and drops it otherwise.
    void seal(BundleNote note) {
        try {
            var part = folder.resolve(PART);
            if (Files.size(part) != note.bytes()
                    || !Sha256.hex(part, _ -> {}).equals(note.sha256())) {
                clear();
                throw new SupportException(
                        Code.DAMAGED,
                        "what came of the support bundle is not what the box has packed",
                        "ask for it again");
            }
            Files.move(part, folder.resolve(note.file()), StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncFolder(folder);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    void expire(Instant now) throws IOException {
        // What nobody can read has no time of its own.
        if (Files.isDirectory(folder)
                && note().map(one -> one.expiresAt().isBefore(now)).orElse(true)) {
            clear();
        }
    }

    void clear() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private SupportException unwritten(IOException e) {
        if (usableBytes.getAsLong() < SPARE_BYTES) {
            return full();
        }
        return new SupportException(
                Code.NO_SPACE,
                "the hub cannot write into %s (%s)".formatted(folder, e.getClass().getSimpleName()),
                "give the hub the right to write there, then ask again",
                e);
    }

    private SupportException full() {
        return new SupportException(
                Code.NO_SPACE,
                "the hub's disk is full (%d MiB free)".formatted(usableBytes.getAsLong() >> 20),
                "free space on the hub, then ask again");
    }
}
