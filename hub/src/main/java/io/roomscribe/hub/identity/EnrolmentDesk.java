package io.roomscribe.hub.identity;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityException;
import io.roomscribe.protocol.authority.CheckedRequest;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.EnrolmentAnswer.Issued;
import io.roomscribe.protocol.identity.EnrolmentAnswer.Refused;
import io.roomscribe.protocol.identity.EnrolmentAnswer.Waiting;
import io.roomscribe.protocol.identity.EnrolmentRequest;
import io.roomscribe.protocol.identity.Pem;
import io.roomscribe.protocol.identity.RefusalReason;
import io.roomscribe.protocol.identity.RenewalRequest;
import io.roomscribe.protocol.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/// Gives certificates to boxes that may have one. Asking again with the same key always brings the
/// same certificate, so a box whose power failed at any step asks again and ends up with one
/// identity.
///
/// Thread-safe: one question after the other.
public final class EnrolmentDesk {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int WRONG_CLAIMS_MAX = 30;
    private static final int WAITING_MAX = 500;

    private final Authority authority;
    private final IdentityStore store;
    private final AcceptQueue queue;
    private final RefusedBoxes refusedBoxes;
    private final Duration life;
    private final Clock clock;
    private final Ticker ticker;
    private final Deque<Long> wrongNanos = new ArrayDeque<>();
    private volatile Consumer<DeviceId> cutOff = _ -> {};

    EnrolmentDesk(
            Authority authority,
            IdentityStore store,
            AcceptQueue queue,
            RefusedBoxes refusedBoxes,
            Duration life,
            Clock clock,
            Ticker ticker) {
        this.authority = authority;
        this.store = store;
        this.queue = queue;
        this.refusedBoxes = refusedBoxes;
        this.life = life;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// @param address where the box asks from, for people
    synchronized EnrolmentAnswer enrol(EnrolmentRequest asked, String address) {
        CheckedRequest request;
        try {
            request = CheckedRequest.parse(asked.request());
        } catch (AuthorityException e) {
            return refuse("", RefusalReason.REQUEST_UNUSABLE, e.code().name());
        }
        return asked.claim().isEmpty() ? queue(asked, request, address) : claim(asked, request);
    }

    private EnrolmentAnswer claim(EnrolmentRequest asked, CheckedRequest request) {
        var name = request.device().value();
        if (isTooOften()) {
            return refuse(name, RefusalReason.TOO_MANY_TRIES, "wait a minute and try again");
        }
        var found = known(asked.claim());
        if (found.isEmpty()) {
            wrongNanos.add(ticker.nanos());
            return refuse(
                    name,
                    RefusalReason.CLAIM_UNKNOWN,
                    "read it again, or make one with 'roomscribe device claim " + name + "'");
        }
        var claim = found.get();
        if (claim.keyHash().equals(request.keyHash())) {
            var earlier = store.certificateOfKey(request.keyHash());
            if (earlier.isPresent()) {
                return new Issued(earlier.get().chain());
            }
        }
        var reason = refusal(claim, asked, request);
        return reason.isPresent()
                ? refuse(name, reason.get(), cure(reason.get(), claim))
                : issue(request, claim.hash(), IdentityEvent.Kind.CERTIFICATE_ISSUED);
    }

    private Optional<KnownClaim> known(String text) {
        try {
            return store.claim(Claim.parse(text).hash());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<RefusalReason> refusal(
            KnownClaim claim, EnrolmentRequest asked, CheckedRequest request) {
        if (claim.isBurnt()) {
            return Optional.of(RefusalReason.CLAIM_USED);
        }
        if (!clock.instant().isBefore(claim.expiresAt())) {
            return Optional.of(RefusalReason.CLAIM_EXPIRED);
        }
        var isOther =
                !claim.device().equals(request.device())
                        || (!claim.serial().isEmpty() && !claim.serial().equals(asked.serial()));
        return isOther ? Optional.of(RefusalReason.CLAIM_OF_ANOTHER_BOX) : Optional.empty();
    }

    private static String cure(RefusalReason reason, KnownClaim claim) {
        var again = "make a new one with 'roomscribe device claim " + claim.device() + "'";
        return switch (reason) {
            case CLAIM_OF_ANOTHER_BOX ->
                    claim.serial().isEmpty()
                            ? "it is for " + claim.device() + "; compare 'device.id' of this box"
                            : "it is for %s with the serial number %s; compare both"
                                    .formatted(claim.device(), claim.serial());
            default -> again;
        };
    }

    private boolean isTooOften() {
        while (!wrongNanos.isEmpty() && ticker.since(wrongNanos.getFirst()).compareTo(MINUTE) > 0) {
            wrongNanos.removeFirst();
        }
        return wrongNanos.size() >= WRONG_CLAIMS_MAX;
    }

    private EnrolmentAnswer queue(EnrolmentRequest asked, CheckedRequest request, String address) {
        var earlier = store.certificateOfKey(request.keyHash());
        if (earlier.isPresent()) {
            return new Issued(earlier.get().chain());
        }
        if (queue.waitingCount() >= WAITING_MAX) {
            return refuse(
                    request.device().value(),
                    RefusalReason.TOO_MANY_TRIES,
                    "decide on the boxes that wait, on the hub's page 'Who may connect'");
        }
        var now = clock.instant();
        var box =
                new WaitingBox(
                        request.keyHash(), request.device(), asked.serial(), address, now, now);
        return switch (queue.ask(box)) {
            case "accepted" -> issue(request, "", IdentityEvent.Kind.CERTIFICATE_ISSUED);
            case "refused" ->
                    refuse(
                            request.device().value(),
                            RefusalReason.NOT_ACCEPTED,
                            "give it a claim with 'roomscribe device claim "
                                    + request.device()
                                    + "'");
            default -> new Waiting(box.fingerprint());
        };
    }

    /// The next certificate of a box that shows it has the last one's key. That one may have run
    /// out: a box that was switched off for a year comes back by itself.
    synchronized EnrolmentAnswer renew(RenewalRequest asked) {
        try {
            var certificate = Pem.certificates(asked.certificate()).getFirst();
            var name = DeviceCertificates.nameOf(certificate);
            if (!DeviceCertificates.isOurs(certificate, authority)) {
                return refuse(name, RefusalReason.CERTIFICATE_FOREIGN, newClaim(name));
            }
            if (!asked.isSignedBy(certificate.getPublicKey())) {
                return refuse(name, RefusalReason.REQUEST_UNUSABLE, "it lacks the key");
            }
            var request = CheckedRequest.parse(asked.request());
            if (!request.device().value().equals(name)) {
                return refuse(name, RefusalReason.CERTIFICATE_OF_ANOTHER_BOX, newClaim(name));
            }
            var end =
                    store.certificate(DeviceCertificates.serialOf(certificate))
                            .flatMap(DeviceCertificate::end);
            if (end.isPresent()) {
                return refuse(name, end.get(), newClaim(name));
            }
            var earlier = store.certificateOfKey(request.keyHash());
            return earlier.isPresent()
                    ? new Issued(earlier.get().chain())
                    : issue(request, "", IdentityEvent.Kind.CERTIFICATE_RENEWED);
        } catch (AuthorityException | IllegalArgumentException e) {
            return refuse("", RefusalReason.REQUEST_UNUSABLE, "send another");
        }
    }

    private static String newClaim(String name) {
        return "give it a new claim with 'roomscribe device claim " + name + "'";
    }

    private EnrolmentAnswer issue(
            CheckedRequest request, String claimHash, IdentityEvent.Kind kind) {
        var chain = authority.issue(request.device(), request.key(), life);
        var certificate =
                DeviceCertificates.row(
                        chain, request.device(), request.keyHash(), claimHash, clock.instant());
        store.issue(
                certificate,
                new IdentityEvent(
                        clock.instant(),
                        request.device(),
                        kind,
                        "certificate %s, good until %s"
                                .formatted(certificate.serial(), certificate.notAfter())));
        return new Issued(certificate.chain());
    }

    /// @return false when no such box waits
    public boolean accept(String keyHash) {
        return queue.decide(keyHash, "accepted", clock.instant(), IdentityEvent.Kind.ACCEPTED);
    }

    /// @return false when no such box waits
    public boolean refuse(String keyHash) {
        return queue.decide(keyHash, "refused", clock.instant(), IdentityEvent.Kind.NOT_ACCEPTED);
    }

    /// @param cutOff ends a box's connection, so that a revocation counts at once
    void cutOffWith(Consumer<DeviceId> cutOff) {
        this.cutOff = cutOff;
    }

    /// Takes a box's identity away: its connection ends, and it is refused the next time.
    ///
    /// @return how many certificates ended
    public int revoke(DeviceId device, String why) {
        var ended = store.revoke(device, clock.instant(), why);
        // After the revocation is durable: a box that connects meanwhile is known by its name
        // before it is asked for its certificate, so it is either refused or found here.
        cutOff.accept(device);
        return ended;
    }

    private Refused refuse(String name, RefusalReason reason, String detail) {
        refusedBoxes.refused(name, reason, "");
        return new Refused(reason, detail);
    }
}
