package io.roomscribe.hub.identity;

import io.roomscribe.protocol.identity.ClaimTicket;
import io.roomscribe.protocol.identity.IdentityJson;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Takes in the claims that the command line leaves in the hub's folder, also those that were left
/// there while the hub did not run. A file goes once its claim is durable; one that is no claim
/// stays, and is named once.
///
/// Runs on one thread.
public final class ClaimInbox implements Task {
    private static final System.Logger LOG = System.getLogger(ClaimInbox.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path folder;
    private final IdentityStore store;
    private final RefusedBoxes refusedBoxes;
    private final Set<Path> unusable = new HashSet<>();

    ClaimInbox(Path folder, IdentityStore store, RefusedBoxes refusedBoxes) {
        this.folder = folder;
        this.store = store;
        this.refusedBoxes = refusedBoxes;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            take();
            refusedBoxes.tidy();
        } while (!stop.await(LOOK));
    }

    void take() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                take(file);
            }
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Claims cannot be read folder={0} reason={1}",
                    folder,
                    e.getClass().getSimpleName());
        }
    }

    private void take(Path file) throws IOException {
        if (unusable.contains(file)) {
            return;
        }
        try {
            var ticket = IdentityJson.read(Files.readString(file), ClaimTicket.class);
            store.add(ticket);
            Files.deleteIfExists(file);
            LOG.log(Level.INFO, "Claim taken in device={0}", ticket.device());
        } catch (IllegalArgumentException e) {
            unusable.add(file);
            LOG.log(Level.WARNING, "File is no claim file={0}", file);
        }
    }
}
