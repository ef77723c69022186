package io.roomscribe.device.download;

import java.nio.file.Path;

/// A file to fetch.
///
/// Immutable.
///
/// @param path on the hub's enrolment port
/// @param name where it goes, from the folder that is filled
/// @param sha256 64 hexadecimal digits
public record RemoteFile(String path, String name, long bytes, String sha256) {
    /// Where it goes when all of it is there.
    Path in(Path folder) {
        return folder.resolve(name);
    }

    /// The name of what there is of it, in the folder that is filled: by what it is a part of, so
    /// that two releases or models cannot mix.
    public static String part(String sha256) {
        return sha256 + ".part";
    }
}
