package io.roomscribe.device.outbox;

import io.roomscribe.protocol.message.Entry;
import java.util.List;
import java.util.OptionalLong;

/// Entries to send, in order, and where the outbox is damaged behind them.
///
/// @param damaged the first sequence that has to be mended before anything after it can be read
record Batch(List<Entry> entries, OptionalLong damaged) {
    Batch {
        entries = List.copyOf(entries);
    }
}
