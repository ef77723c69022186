package io.roomscribe.device.outbox;

import io.roomscribe.protocol.sabotage.Sabotage;
import io.roomscribe.testkit.Sabotaged;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guards of the outbox notice when a safeguard is taken out.
final class SabotageFaultTest {
    @TempDir private Path folder;

    @Test
    void aSequenceGivenAwayTwiceIsNoticed() throws Exception {
        var guard = new OutboxIT();
        guard.folder = folder;

        Sabotaged.fails(
                Sabotage.REUSE_SEQUENCE,
                guard::open,
                guard::numbersEntriesWithoutAGapAndChainsThem);
        guard.close();
    }
}
