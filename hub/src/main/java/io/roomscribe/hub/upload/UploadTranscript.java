package io.roomscribe.hub.upload;

import io.roomscribe.hub.erasure.ErasureStore;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.transcript.Recording;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.GapReason;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Applies what is heard of one upload as if a box had sent it, utterance by utterance, so that its
/// beginning is read while the rest is being recognised. Each is one transaction with how far it
/// is, so nothing comes twice. The room is locked meanwhile: what it forgets is either erased after
/// ([ForgottenUploads]) or left out here.
///
/// Immutable.
final class UploadTranscript {
    private final Upload upload;
    private final EntryHandler transcript;

    UploadTranscript(Upload upload, EntryHandler transcript) {
        this.upload = upload;
        this.transcript = transcript;
    }

    /// @return what to tell once it is safe on disk
    List<HubEvent> add(Handle handle, Instant now, EntryBody.Utterance said) {
        var transaction = begun(handle, now);
        var forgotten = ErasureStore.since(handle, upload.room(), upload.madeAt());
        if (forgotten.stream().noneMatch(one -> touches(one, said))) {
            apply(transaction, said);
        }
        UploadStore.heardThrough(handle, upload.id(), said.firstSample() + said.samples());
        return transaction.events();
    }

    /// All of it was heard.
    ///
    /// @return what to tell once it is safe on disk
    List<HubEvent> end(Handle handle, Instant now, long samples) {
        var transaction = begun(handle, now);
        apply(
                transaction,
                new EntryBody.RecordingEnded(upload.recording(), samples, EndReason.SOURCE_ENDED));
        return transaction.events();
    }

    private IngestTransaction begun(Handle handle, Instant now) {
        var transaction = new IngestTransaction(handle, now);
        UploadStore.lockRoom(handle, upload.room());
        if (!UploadStore.isApplied(handle, upload.recording())) {
            apply(
                    transaction,
                    new EntryBody.RecordingStarted(
                            upload.recording(),
                            upload.room(),
                            upload.room().value(),
                            "upload",
                            upload.startedAt(),
                            ClockQuality.HUB,
                            "upload"));
            ErasureStore.since(handle, upload.room(), upload.madeAt())
                    .forEach(one -> gap(transaction, one));
        }
        return transaction;
    }

    /// Somebody had the room forget it while its transcript was waiting.
    private static boolean touches(ErasureReceipt erased, EntryBody.Utterance said) {
        return said.startedAt().isBefore(erased.to())
                && said.startedAt().plus(Audio.duration(said.samples())).isAfter(erased.from());
    }

    private void gap(IngestTransaction transaction, ErasureReceipt erased) {
        apply(
                transaction,
                new EntryBody.Gap(upload.room(), erased.from(), erased.to(), GapReason.ERASED));
    }

    private void apply(IngestTransaction transaction, EntryBody entry) {
        transcript.apply(transaction, Recording.UPLOADED, entry);
    }
}
