package io.roomscribe.hub.ingest;

import io.roomscribe.protocol.sabotage.Sabotage;
import io.roomscribe.testkit.Sabotaged;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guards of ingest notice when a safeguard is taken out.
final class SabotageFaultTest {
    @TempDir private Path folder;

    @Test
    void anAcknowledgementBeforeTheCommitIsNoticed() throws Exception {
        var guard = new IngestIT();
        guard.folder = folder;

        Sabotaged.fails(
                Sabotage.ACK_BEFORE_STORE,
                guard::open,
                guard::keepsWhatIsInHandWhileTheDatabaseFails);
        guard.close();
    }
}
