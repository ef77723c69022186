package io.roomscribe.device.identity;

import io.roomscribe.protocol.identity.PinnedTrust;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;

/// How the link shows who the box is, and the place where it hears what came of it. A renewed
/// certificate is tried first; until one attempt with it has gone well, every other attempt is made
/// with the one before.
///
/// Thread-safe; one attempt at a time.
public final class DeviceLogin {
    private final Optional<Keyring> keyring;
    private final Optional<PinnedTrust> trust;
    private final AtomicBoolean asksWhy = new AtomicBoolean();
    private boolean showsNext;
    private boolean nextFailed;

    private DeviceLogin(Optional<Keyring> keyring, Optional<PinnedTrust> trust) {
        this.keyring = keyring;
        this.trust = trust;
    }

    /// By a name and a password, or not at all.
    public static DeviceLogin byPassword() {
        return new DeviceLogin(Optional.empty(), Optional.empty());
    }

    public static DeviceLogin byCertificate(Keyring keyring, PinnedTrust trust) {
        return new DeviceLogin(Optional.of(keyring), Optional.of(trust));
    }

    public boolean isByCertificate() {
        return keyring.isPresent();
    }

    /// TLS for the next attempt; empty before the box is enrolled.
    public synchronized Optional<SSLContext> attempt() {
        if (keyring.isEmpty() || trust.isEmpty()) {
            return Optional.empty();
        }
        var next = keyring.get().next();
        showsNext = next.isPresent() && !nextFailed;
        nextFailed = false;
        var shown = showsNext ? next : keyring.get().current();
        return shown.map(own -> trust.get().context(List.of(own)));
    }

    /// The hub's broker let the box in: the claim has done its work, and a renewed certificate
    /// takes its predecessor's place.
    public synchronized void connected() {
        if (keyring.isEmpty()) {
            return;
        }
        if (showsNext) {
            keyring.get().promote();
            showsNext = false;
        }
        keyring.get().burnClaim();
        asksWhy.set(false);
    }

    /// The attempt failed.
    ///
    /// @param isRefused the broker did not take what the box showed
    public synchronized void failed(boolean isRefused) {
        nextFailed = showsNext;
        showsNext = false;
        if (isRefused && isByCertificate()) {
            asksWhy.set(true);
        }
    }

    /// Whether the box was refused since this was asked last: the hub's enrolment port tells why.
    boolean takeQuestion() {
        return asksWhy.getAndSet(false);
    }
}
