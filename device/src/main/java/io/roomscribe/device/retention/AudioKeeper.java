package io.roomscribe.device.retention;

import io.roomscribe.device.recording.RecordingException;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.Sha256;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Compresses chunks whose text exists, and then lets go of their segment files. The compressed
/// file is on the medium before its row, and the row before the segment file goes.
///
/// Confined to the retention thread.
final class AudioKeeper {
    private static final Logger LOG = System.getLogger(AudioKeeper.class.getName());
    private static final int BATCH = 20;

    /// With `until-acknowledged`: ten minutes without the hub. Before that compressing is in vain.
    private static final int HUB_IS_AWAY_CHUNKS = 20;

    private final AudioLedger ledger;
    private final KeptFiles files;
    private final AudioRemoval removal;
    private final Recordings recordings;
    private final AudioPolicy policy;
    private final ReentrantLock changing;

    /// @param changing held while files of a chunk change
    AudioKeeper(
            AudioLedger ledger,
            KeptFiles files,
            AudioRemoval removal,
            Recordings recordings,
            AudioPolicy policy,
            ReentrantLock changing) {
        this.changing = changing;
        this.ledger = ledger;
        this.files = files;
        this.removal = removal;
        this.recordings = recordings;
        this.policy = policy;
    }

    /// Compresses one chunk.
    ///
    /// @return whether there may be another
    boolean compressNext() throws IOException, InterruptedException {
        var wanted =
                switch (policy) {
                    case AudioPolicy.Never _ -> false;
                    case AudioPolicy.UntilAcknowledged _ ->
                            ledger.unacknowledged() > HUB_IS_AWAY_CHUNKS;
                    case AudioPolicy.For _ -> true;
                };
        var next = wanted ? ledger.uncompressed(1) : List.<HeldChunk>of();
        if (next.isEmpty()) {
            return false;
        }
        changing.lock();
        try {
            return compress(next.getFirst());
        } finally {
            changing.unlock();
        }
    }

    private boolean compress(HeldChunk chunk) throws IOException, InterruptedException {
        var samples = read(chunk);
        var hash = Sha256.hex(bytes(samples));
        if (!hash.equals(chunk.hash())) {
            if (isSealedAs(chunk, hash)) {
                // An erasure is under way: its row follows.
                return false;
            }
            LOG.log(
                    Level.ERROR,
                    "Audio is not what was recorded, kept as it is chunk={0}",
                    chunk.chunk());
            ledger.damaged(chunk);
            return true;
        }
        var content =
                OggOpusWriter.encode(chunk.chunk().hashCode(), samples, tags(chunk, chunk.hash()));
        var fileHash = files.write(chunk.chunk(), content);
        ledger.kept(chunk, files.name(chunk.chunk()), content.length, fileHash);
        return true;
    }

    private boolean isSealedAs(HeldChunk chunk, String hash) {
        return recordings.sealedChunks(chunk.chunk().recording()).stream()
                .anyMatch(sealed ->
                        sealed.chunk().equals(chunk.chunk()) && sealed.hash().equals(hash));
    }

    /// What the file tells of itself, should the database be lost.
    ///
    /// @param hash of its PCM
    static Map<String, String> tags(HeldChunk chunk, String hash) {
        return Map.of(
                "CHUNK",
                chunk.chunk().toString(),
                "FIRST_SAMPLE",
                Long.toString(chunk.firstSample()),
                "STARTED_AT",
                chunk.startedAt().toString(),
                "PCM_SHA256",
                hash);
    }

    /// Segment file's samples; silence where its file is gone.
    private short[] read(HeldChunk chunk) throws InterruptedException {
        try (var reader = recordings.reader(chunk.chunk().recording())) {
            var read = reader.readUpTo(chunk.firstSample(), chunk.samples(), Duration.ofSeconds(1));
            return Arrays.copyOf(read, chunk.samples());
        } catch (RecordingException e) {
            if (e.code() != RecordingException.Code.UNKNOWN_RECORDING) {
                throw e;
            }
            LOG.log(Level.WARNING, "Segment file is gone chunk={0}", chunk.chunk());
            return new short[chunk.samples()];
        }
    }

    private static byte[] bytes(short[] samples) {
        var bytes = ByteBuffer.allocate(samples.length * Audio.BYTES_PER_SAMPLE);
        bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
        return bytes.array();
    }

    /// Deletes segment files that are not needed any more.
    ///
    /// @return whether there may be others
    boolean dropRaw() {
        var served = ledger.servedRaw(BATCH);
        if (served.isEmpty()) {
            return false;
        }
        removal.dropRaw(served);
        return served.size() == BATCH;
    }
}
