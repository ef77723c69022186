package io.roomscribe.device.update;

import io.roomscribe.protocol.message.EntryBody;

/// Takes what an update comes to on its way to the hub.
@FunctionalInterface
public interface UpdateNews {
    /// Keeps it durably and returns its sequence.
    long tell(EntryBody.Update update);
}
