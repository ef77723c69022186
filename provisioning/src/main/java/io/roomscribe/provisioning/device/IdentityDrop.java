package io.roomscribe.provisioning.device;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.file.PrivateFolder;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.protocol.identity.ClaimTicket;
import io.roomscribe.protocol.identity.RevocationOutlook;
import io.roomscribe.protocol.identity.RevocationTicket;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes claims and revocations and leaves what the hub may know of them in its folder, where it
/// takes them in within a second, or when it starts.
public final class IdentityDrop {
    private final Path hubFolder;
    private final Clock clock;
    private final RandomGenerator random;

    /// @param random hard to guess
    /// @throws CommandException when the hub has no identity, so that nobody could use a claim
    public IdentityDrop(Path hubFolder, Clock clock, RandomGenerator random) {
        this.hubFolder = hubFolder;
        this.clock = clock;
        this.random = random;
        if (!Authority.isIn(new AuthorityFolder(hubFolder.resolve("identity")))) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the hub in %s has no identity yet".formatted(hubFolder),
                    "run './roomscribe hub init --hub-folder %s'".formatted(hubFolder));
        }
    }

    /// Whom a claim is for.
    ///
    /// @param serial of the only machine that may use it, empty for any
    public record Wanted(
            DeviceId device, RoomId room, String roomName, String serial, Duration life) {}

    public Claim make(Wanted wanted) {
        var claim = Claim.of(random);
        drop(claim, wanted, clock.instant());
        return claim;
    }

    /// Leaves one that was made before, which changes nothing where the hub knows it.
    public void drop(Claim claim, Wanted wanted, Instant madeAt) {
        var ticket =
                new ClaimTicket(
                        claim.hash(),
                        wanted.device(),
                        wanted.room(),
                        wanted.roomName(),
                        wanted.serial(),
                        madeAt,
                        madeAt.plus(wanted.life()));
        leave(ClaimTicket.INBOX, claim.hash().replace("sha256:", ""), ticket);
    }

    /// Asks the hub to take a box's identity away.
    ///
    /// @return the file that stands there until the hub has done it
    public Path revoke(DeviceId device) {
        var _ = takeUnknown(device);
        return leave(RevocationTicket.INBOX, device.value(), new RevocationTicket(device));
    }

    /// Asks the hub what a revocation would do.
    void ask(DeviceId device) {
        // What an earlier question left, whose asker went away.
        var _ = takeOutlook(device);
        leave(
                RevocationTicket.INBOX,
                RevocationTicket.question(revocations(), device),
                new RevocationTicket(device));
    }

    /// The hub's answer to [#ask], once, when it is there.
    Optional<RevocationOutlook> takeOutlook(DeviceId device) {
        var file = RevocationTicket.outlook(revocations(), device);
        try {
            var text = Files.readString(file);
            Files.delete(file);
            return Optional.of(RecordJson.read(text, RevocationOutlook.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot use the hub's answer %s (%s)"
                            .formatted(file, e.getClass().getSimpleName()),
                    "run it as the user the hub runs as, such as with 'sudo -u roomscribe'",
                    e);
        }
    }

    /// A question that nobody answered goes; the hub would answer it to nobody when it starts.
    void takeBack(DeviceId device) {
        try {
            Files.deleteIfExists(RevocationTicket.question(revocations(), device));
        } catch (IOException e) {
            // The hub's answer would be taken away before the next question.
        }
    }

    private Path revocations() {
        return hubFolder.resolve(RevocationTicket.INBOX);
    }

    /// Whether the hub has said that nobody knows this box; takes its word away.
    boolean takeUnknown(DeviceId device) {
        try {
            return Files.deleteIfExists(RevocationTicket.unknown(revocations(), device));
        } catch (IOException e) {
            return false;
        }
    }

    private Path leave(String folder, String name, Record ticket) {
        return leave(folder, hubFolder.resolve(folder).resolve(name + ".json"), ticket);
    }

    private Path leave(String folder, Path file, Record ticket) {
        var inbox = hubFolder.resolve(folder);
        try {
            PrivateFolder.create(inbox);
            DurableFiles.replacePrivate(
                    file, RecordJson.write(ticket).getBytes(StandardCharsets.UTF_8));
            return file;
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot leave a file in %s (%s)".formatted(inbox, e.getClass().getSimpleName()),
                    "run it as the user the hub runs as, such as with 'sudo -u roomscribe'",
                    e);
        }
    }
}
