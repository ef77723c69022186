package io.roomscribe.hub.support;

import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Message;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Hands parts of bundles from ingest to whoever fetches them. Holds what is waited for and nothing
/// else, one part a box. A transaction that is rolled back does no harm: the same part comes again.
///
/// Thread-safe.
public final class BundleArrivals implements EntryHandler {
    private static final int CHARACTERS_MAX = CommandBody.FetchBundle.PART_BYTES_MAX / 3 * 4;
    private static final String NOT_HERE = "";

    private record Wanted(DeviceId device, String file, long offset) {}

    private final ConcurrentMap<Wanted, String> parts = new ConcurrentHashMap<>();

    void expect(DeviceId device, String file, long offset) {
        parts.put(new Wanted(device, file, offset), NOT_HERE);
    }

    /// What has come, and expects it no longer; empty when nothing has, or no Base64.
    Optional<byte[]> take(DeviceId device, String file, long offset) {
        var content = parts.remove(new Wanted(device, file, offset));
        if (content == null || content.equals(NOT_HERE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(content));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {}

    @Override
    public void reply(IngestTransaction transaction, DeviceId device, Message.Reply reply) {
        if (reply.result() instanceof CommandResult.BundlePart part
                && part.content().length() <= CHARACTERS_MAX) {
            parts.replace(new Wanted(device, part.file(), part.offset()), part.content());
        }
    }
}
