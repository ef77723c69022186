package io.roomscribe.device.update;

import io.roomscribe.protocol.release.ReleaseException;
import io.roomscribe.protocol.release.SignedRelease;
import java.io.IOException;
import java.io.InputStream;

/// Where releases come from.
public interface ReleaseSource {
    /// @throws ReleaseException when it is not there, or nobody answers
    SignedRelease release(String version);

    /// A file of a release from a byte on.
    ///
    /// @throws ReleaseException when it is not there, or nobody answers
    InputStream file(String version, String name, long from) throws IOException;
}
