package io.roomscribe.hub.broker;

import io.roomscribe.protocol.identity.OwnIdentity;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.BiPredicate;

/// The broker's second door: for boxes with certificates.
///
/// Immutable.
///
/// @param own the hub's key and certificate
/// @param mayConnect whether a box with this chain and this client id may connect
/// @param takeOvers asked after it, for a name that somebody has
public record DeviceTls(
        String host,
        int port,
        OwnIdentity own,
        BiPredicate<List<X509Certificate>, String> mayConnect,
        TakeOvers takeOvers) {}
