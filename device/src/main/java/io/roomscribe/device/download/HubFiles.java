package io.roomscribe.device.download;

import java.io.IOException;
import java.io.InputStream;

/// Files that the hub has for its boxes.
public interface HubFiles {
    /// A file from a byte on.
    ///
    /// @param path on the hub's enrolment port
    /// @throws DownloadException when it is not there, or nobody answers
    InputStream open(String path, long from) throws IOException;
}
