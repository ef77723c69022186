package io.roomscribe.protocol.release;

import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.release.ReleaseException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A release as a folder of files beside its `release.json`.
public final class ReleaseFolder {
    private ReleaseFolder() {}

    /// What stands in a folder, as a manifest.
    ///
    /// @throws IOException also when a name is not one that a release may have
    public static ReleaseManifest describe(
            Path folder, ReleaseVersion version, Instant now, boolean allowsDowngrade)
            throws IOException {
        var files = new ArrayList<ReleaseFile>();
        try (var found = Files.list(folder)) {
            for (var file : found.sorted().toList()) {
                var name = file.getFileName().toString();
                if (!name.equals(SignedRelease.FILE)) {
                    files.add(new ReleaseFile(name, Files.size(file), Sha256.hex(file, _ -> {})));
                }
            }
        }
        return new ReleaseManifest(version, now, allowsDowngrade, files);
    }

    public static SignedRelease read(Path folder) throws IOException {
        return SignedRelease.parse(
                Files.readString(folder.resolve(SignedRelease.FILE), StandardCharsets.UTF_8));
    }

    /// Compares every file with what was signed.
    ///
    /// @throws ReleaseException naming the first that differs
    public static void check(Path folder, List<ReleaseFile> files) throws IOException {
        for (var file : files) {
            if (!isAsSigned(folder, file)) {
                throw new ReleaseException(
                        Code.DAMAGED, "%s is not as it was signed".formatted(file.name()));
            }
        }
    }

    public static boolean isAsSigned(Path folder, ReleaseFile file) throws IOException {
        var path = folder.resolve(file.name());
        return Files.isRegularFile(path)
                && Files.size(path) == file.bytes()
                && Sha256.hex(path, _ -> {}).equals(file.sha256());
    }
}
