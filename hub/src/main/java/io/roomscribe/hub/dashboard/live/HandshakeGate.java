package io.roomscribe.hub.dashboard.live;

import io.roomscribe.hub.account.Account;

/// Asked before a WebSocket is opened, and again while it is open.
@FunctionalInterface
public interface HandshakeGate {
    /// @return who is calling
    /// @throws io.roomscribe.hub.dashboard.route.ProblemException when they may not
    Account check(Handshake handshake);
}
