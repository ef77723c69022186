package io.roomscribe.hub.ingest;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Message;

/// Applies what comes in to one package's tables. Called on the committer's thread inside its
/// transaction, so it must keep no state of its own between calls: the transaction may be rolled
/// back and the same entry come again.
public interface EntryHandler {
    /// Applies one entry. Entries of a stream come in sequence, each exactly once. Throwing leaves
    /// this entry unapplied and kept aside; the ones after it go on.
    void apply(IngestTransaction transaction, DeviceId device, EntryBody entry);

    /// A box introduced itself or was reported gone.
    default void birth(
            IngestTransaction transaction, DeviceId device, StreamId stream, Message.Birth birth) {}

    /// A box answered a command.
    default void reply(IngestTransaction transaction, DeviceId device, Message.Reply reply) {}

    /// A box said what it made of its desired configuration.
    default void reported(
            IngestTransaction transaction, DeviceId device, Message.TwinReported twin) {}

    /// Something durable came from a box; once a message.
    default void seen(IngestTransaction transaction, DeviceId device) {}

    /// Time has passed: every few seconds, also when nothing comes in.
    default void elapsed(IngestTransaction transaction) {}
}
