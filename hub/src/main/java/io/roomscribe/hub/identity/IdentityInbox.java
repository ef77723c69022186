package io.roomscribe.hub.identity;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.identity.ClaimTicket;
import io.roomscribe.protocol.identity.RevocationTicket;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Takes in the claims and revocations that the command line leaves in the hub's folder, also those
/// that were left there while the hub did not run, and answers what a revocation would do. A file
/// goes once what it asks is durable; one that is neither stays, and is named once.
///
/// Runs on one thread.
public final class IdentityInbox implements Task {
    private static final System.Logger LOG = System.getLogger(IdentityInbox.class.getName());
    private static final String TICKETS = "*.json";
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path claims;
    private final Path revocations;
    private final IdentityStore store;
    private final EnrolmentDesk desk;
    private final RefusedBoxes refusedBoxes;
    private final Set<Path> unusable = new HashSet<>();

    IdentityInbox(
            Path hubFolder, IdentityStore store, EnrolmentDesk desk, RefusedBoxes refusedBoxes) {
        this.claims = hubFolder.resolve(ClaimTicket.INBOX);
        this.revocations = hubFolder.resolve(RevocationTicket.INBOX);
        this.store = store;
        this.desk = desk;
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
        takeAll(revocations, "*" + RevocationTicket.QUESTION_END, this::answer);
        // Before the claims, since a new one may follow a revocation.
        takeAll(
                revocations,
                TICKETS,
                text -> {
                    var ticket = RecordJson.read(text, RevocationTicket.class);
                    if (!store.isKnown(ticket.device())) {
                        sayUnknown(ticket.device());
                        return;
                    }
                    var _ = desk.revoke(ticket.device(), "by the command line");
                    LOG.log(Level.INFO, "Identity revoked device={0}", ticket.device());
                });
        takeAll(
                claims,
                TICKETS,
                text -> {
                    var ticket = RecordJson.read(text, ClaimTicket.class);
                    store.add(ticket);
                    LOG.log(Level.INFO, "Claim taken in device={0}", ticket.device());
                });
    }

    /// For whoever asks first what a revocation would do.
    private void answer(String text) {
        var device = RecordJson.read(text, RevocationTicket.class).device();
        leave(
                RevocationTicket.outlook(revocations, device),
                RecordJson.write(store.outlook(device)));
    }

    /// For whoever waits for the revocation: there was nothing to revoke.
    private void sayUnknown(DeviceId device) {
        leave(RevocationTicket.unknown(revocations, device), "");
        LOG.log(Level.WARNING, "Nothing to revoke, nobody knows such a box device={0}", device);
    }

    private static void leave(Path file, String text) {
        try {
            DurableFiles.replacePrivate(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "File cannot be written file={0} reason={1}",
                    file,
                    e.getClass().getSimpleName());
        }
    }

    private void takeAll(Path folder, String names, Consumer<String> ticket) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder, names)) {
            for (var file : files) {
                take(file, ticket);
            }
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Folder cannot be read folder={0} reason={1}",
                    folder,
                    e.getClass().getSimpleName());
        }
    }

    private void take(Path file, Consumer<String> ticket) throws IOException {
        if (unusable.contains(file)) {
            return;
        }
        try {
            ticket.accept(Files.readString(file));
            Files.deleteIfExists(file);
        } catch (IllegalArgumentException e) {
            unusable.add(file);
            LOG.log(Level.WARNING, "File is neither claim nor revocation file={0}", file);
        }
    }
}
