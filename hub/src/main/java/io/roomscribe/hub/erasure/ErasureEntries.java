package io.roomscribe.hub.erasure;

import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.transcript.ErasedSegments;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Stretch;
import java.util.List;

/// Writes the receipt of an erasure, and wakes the cleaner. Comes before the handlers that take the
/// text out, to count what goes.
///
/// Called by ingest's committer.
public final class ErasureEntries implements EntryHandler {
    private final Runnable onErased;

    /// @param onErased told before the commit: only enqueue, and look again a little later
    public ErasureEntries(Runnable onErased) {
        this.onErased = onErased;
    }

    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        if (entry instanceof EntryBody.Erased erased) {
            ErasureStore.put(
                    transaction.handle(),
                    device,
                    erased.receipt(),
                    segments(transaction, erased.stretches()),
                    transaction.now());
            onErased.run();
        }
    }

    private static int segments(IngestTransaction transaction, List<Stretch> stretches) {
        return stretches.stream()
                .flatMap(stretch -> ErasedSegments.touched(transaction.handle(), stretch).stream())
                .mapToInt(ErasedSegments.Touched::segments)
                .sum();
    }
}
