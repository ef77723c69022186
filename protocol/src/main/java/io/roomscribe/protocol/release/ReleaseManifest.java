package io.roomscribe.protocol.release;

import java.time.Instant;
import java.util.List;

/// What a release is made of.
///
/// Immutable.
///
/// @param allowsDowngrade a box with a newer version may take it
public record ReleaseManifest(
        ReleaseVersion version,
        Instant createdAt,
        boolean allowsDowngrade,
        List<ReleaseFile> files) {
    /// Without it nothing can run.
    public static final String JAR = "roomscribe-device.jar";

    private static final int FILES_MAX = 64;

    public ReleaseManifest {
        files = List.copyOf(files);
        if (files.size() > FILES_MAX
                || files.stream().map(ReleaseFile::name).distinct().count() < files.size()) {
            throw new IllegalArgumentException("a release has at most 64 files, each once");
        }
        if (files.stream().noneMatch(file -> file.name().equals(JAR))) {
            throw new IllegalArgumentException("a release without " + JAR);
        }
    }

    public long bytes() {
        return files.stream().mapToLong(ReleaseFile::bytes).sum();
    }
}
