package io.roomscribe.hub.audio;

import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Message;

/// Keeps the audio that boxes answer with, for its time, and lets go of what is erased.
///
/// Called by ingest's committer.
public final class AudioEntries implements EntryHandler {
    private final AudioConfig config;

    public AudioEntries(AudioConfig config) {
        this.config = config;
    }

    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        if (entry instanceof EntryBody.Erased erased) {
            for (var stretch : erased.stretches()) {
                ErasedStretches.add(transaction.handle(), stretch);
                AudioClips.erase(transaction.handle(), stretch);
            }
        }
    }

    @Override
    public void reply(IngestTransaction transaction, DeviceId device, Message.Reply reply) {
        if (reply.result() instanceof CommandResult.Sound sound && !sound.ogg().isEmpty()) {
            AudioClips.put(transaction.handle(), sound, transaction.now());
        }
    }

    @Override
    public void elapsed(IngestTransaction transaction) {
        AudioClips.deleteBefore(transaction.handle(), transaction.now().minus(config.keptFor()));
    }
}
