package io.roomscribe.device.recording;

import io.roomscribe.protocol.sabotage.Sabotage;
import io.roomscribe.testkit.Sabotaged;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guards of recorded audio notice when a safeguard is taken out.
final class SabotageFaultTest {
    @TempDir private Path folder;

    @Test
    void aFlippedByteIsNoticedOnlyByItsChecksum() throws Exception {
        var guard = new RecoveryIT();
        guard.data = folder;

        Sabotaged.fails(
                Sabotage.SKIP_CHECKSUM,
                guard::writeUnsealedSegment,
                guard::flippedByteInSealedSegmentIsDetectedWhereverItIs);
    }
}
