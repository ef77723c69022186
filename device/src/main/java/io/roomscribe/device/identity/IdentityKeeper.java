package io.roomscribe.device.identity;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.identity.RefusalReason;
import io.roomscribe.protocol.supervision.Backoff;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Sees to it that the box has a certificate: enrols, renews after two thirds of its life, and asks
/// why when the hub refuses it. Recording never waits for any of this.
///
/// Runs on one thread.
public final class IdentityKeeper implements Task {
    private static final Logger LOG = System.getLogger(IdentityKeeper.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    /// A renewal may come earlier by up to this part of the certificate's life, so that boxes that
    /// were set up together do not come together.
    private static final int JITTER_PART = 20;

    private final IdentityConfig config;
    private final Enrolment enrolment;
    private final Keyring keyring;
    private final DeviceLogin login;
    private final HealthBoard health;
    private final Clock clock;
    private final BooleanSupplier isClockGood;
    private final Backoff patience;
    private Runnable onRenewed = () -> {};
    private Runnable onRevoked = () -> {};
    private boolean mayAsk = true;

    public IdentityKeeper(
            IdentityConfig config,
            Enrolment enrolment,
            Keyring keyring,
            DeviceLogin login,
            HealthBoard health,
            Clock clock,
            BooleanSupplier isClockGood,
            RandomGenerator random) {
        this.config = config;
        this.enrolment = enrolment;
        this.keyring = keyring;
        this.login = login;
        this.health = health;
        this.clock = clock;
        this.isClockGood = isClockGood;
        this.patience = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), random);
    }

    /// Told when there is a renewed certificate to connect with. Before this runs.
    public void onRenewed(Runnable listener) {
        onRenewed = listener;
    }

    /// A box that is out of service does not ask to be accepted; a claim it takes.
    public void neverAsk() {
        mayAsk = false;
    }

    /// Told, again and again, when the hub says that it has taken the right to connect away.
    public void onRevoked(Runnable listener) {
        onRevoked = listener;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        var isStopping = false;
        while (!isStopping) {
            isStopping = stop.await(once());
        }
    }

    /// @return how long to wait before the next time
    Duration once() {
        try {
            var current = keyring.current();
            var hasClaim = keyring.claim().isPresent();
            if (current.isEmpty()) {
                return enrol(hasClaim);
            }
            var wasRefused = login.takeQuestion();
            if (wasRefused && hasClaim) {
                // Refused, and given another claim: that is the way out.
                return enrol(true);
            }
            return keep(current.get(), wasRefused);
        } catch (IdentityFailure e) {
            return failed(e);
        }
    }

    private Duration enrol(boolean hasClaim) {
        if (!hasClaim && !(mayAsk && config.ask())) {
            health.raise(DeviceCondition.NOT_ENROLLED, "it has no claim");
            return LOOK;
        }
        return switch (enrolment.enrol()) {
            case EnrolmentAnswer.Issued _ -> {
                LOG.log(Level.INFO, "Enrolled at the hub");
                clear();
                onRenewed.run();
                yield LOOK;
            }
            case EnrolmentAnswer.Waiting(var fingerprint) -> {
                health.clear(DeviceCondition.TLS_INTERCEPTED);
                health.raise(
                        DeviceCondition.NOT_ENROLLED,
                        "waits to be accepted on the hub, it shows " + fingerprint);
                yield ASK_AGAIN;
            }
            case EnrolmentAnswer.Refused refused -> refused(refused);
        };
    }

    private Duration keep(OwnIdentity current, boolean wasRefused) {
        health.clear(DeviceCondition.NOT_ENROLLED);
        var now = clock.instant();
        var isDue =
                isClockGood.getAsBoolean()
                        && now.isAfter(renewal(current))
                        && keyring.next().isEmpty();
        if (!isDue && !wasRefused) {
            return LOOK;
        }
        return switch (enrolment.renew(current)) {
            case EnrolmentAnswer.Issued _ -> {
                LOG.log(Level.INFO, "Certificate renewed");
                clear();
                onRenewed.run();
                yield LOOK;
            }
            case EnrolmentAnswer.Waiting _ -> ASK_AGAIN;
            case EnrolmentAnswer.Refused refused -> refused(refused);
        };
    }

    /// After two thirds of its life, less a part that is the certificate's own and so the same
    /// after each start.
    static Instant renewal(OwnIdentity current) {
        var jitter = current.certificate().getSerialNumber().mod(BigInteger.valueOf(1000));
        var life = life(current);
        return current.certificate()
                .getNotBefore()
                .toInstant()
                .plus(life.multipliedBy(2).dividedBy(3))
                .minus(
                        life.dividedBy(JITTER_PART)
                                .multipliedBy(jitter.longValue())
                                .dividedBy(1000));
    }

    private static Duration life(OwnIdentity current) {
        var certificate = current.certificate();
        return Duration.between(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    }

    private Duration refused(EnrolmentAnswer.Refused refused) {
        if (refused.reason() == RefusalReason.CERTIFICATE_REVOKED) {
            onRevoked.run();
        }
        health.raise(
                DeviceCondition.IDENTITY_REFUSED,
                "%s; %s".formatted(refused.reason().text(), refused.detail()));
        return patience.next();
    }

    private Duration failed(IdentityFailure e) {
        if (e.code() == IdentityFailure.Code.STRANGER) {
            health.raise(DeviceCondition.TLS_INTERCEPTED, e.getMessage());
        }
        if (keyring.current().isEmpty()) {
            health.raise(DeviceCondition.NOT_ENROLLED, e.getMessage());
        }
        return patience.next();
    }

    private void clear() {
        patience.reset();
        health.clear(DeviceCondition.NOT_ENROLLED);
        health.clear(DeviceCondition.IDENTITY_REFUSED);
        health.clear(DeviceCondition.TLS_INTERCEPTED);
    }
}
