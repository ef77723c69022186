package io.roomscribe.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/// The project's root, which the build hands to every test as the system property
/// `roomscribe.root`; without it (a test started by an IDE) the first parent folder with an `mvnw`.
public final class ProjectFolder {
    private ProjectFolder() {}

    public static Path root() {
        var given = System.getProperty("roomscribe.root");
        if (given != null) {
            return Path.of(given);
        }
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw"))) {
                return at;
            }
        }
        throw new AssertionError("no project root; start the test with -Droomscribe.root=<folder>");
    }

    /// A file or folder of the project that the test cannot do without.
    public static Path resolve(String path) {
        var resolved = root().resolve(path);
        if (!Files.exists(resolved)) {
            throw new AssertionError("not in the project: " + resolved);
        }
        return resolved;
    }
}
