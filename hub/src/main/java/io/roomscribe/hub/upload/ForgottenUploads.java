package io.roomscribe.hub.upload;

import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.transcript.Recording;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.Stretch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Somebody had a room forget some minutes: what was uploaded of the same minutes of that room goes
/// too, by the handlers that a box's own goes by. What is still to be transcribed leaves them out,
/// see [UploadTranscript]; what was uploaded later was given knowing that.
///
/// Called by ingest's committer.
public final class ForgottenUploads implements EntryHandler {
    private final List<EntryHandler> forgetting;

    /// @param forgetting those who forget what a box has erased, in order
    public ForgottenUploads(List<EntryHandler> forgetting) {
        this.forgetting = List.copyOf(forgetting);
    }

    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        if (entry instanceof EntryBody.Erased(var receipt, _)) {
            UploadStore.lockRoom(transaction.handle(), receipt.room());
            UploadStore.madeBefore(transaction.handle(), receipt.room(), receipt.erasedAt())
                    .forEach(upload ->
                            of(upload, receipt)
                                    .ifPresent(erased ->
                                            forgetting.forEach(one ->
                                                    one.apply(
                                                            transaction,
                                                            Recording.UPLOADED,
                                                            erased))));
        }
    }

    /// What of an upload lies in the time that was erased; told again, it has the same id.
    private static Optional<EntryBody.Erased> of(
            UploadStore.Transcribed upload, ErasureReceipt receipt) {
        var from = Math.clamp(samples(upload, receipt.from()), 0, upload.samples());
        var to = Math.clamp(samples(upload, receipt.to()), 0, upload.samples());
        if (from >= to) {
            return Optional.empty();
        }
        var id =
                UUID.nameUUIDFromBytes(
                        (receipt.id() + upload.id()).getBytes(StandardCharsets.UTF_8));
        return Optional.of(
                new EntryBody.Erased(
                        new ErasureReceipt(
                                id,
                                receipt.room(),
                                upload.startedAt().plus(Audio.duration(from)),
                                upload.startedAt().plus(Audio.duration(to)),
                                receipt.erasedAt(),
                                0,
                                0,
                                to - from),
                        List.of(new Stretch(upload.recording(), from, to - from))));
    }

    private static long samples(UploadStore.Transcribed upload, Instant at) {
        return Duration.between(upload.startedAt(), at).toMillis() * Audio.SAMPLE_RATE / 1000;
    }
}
