package io.roomscribe.hub.dashboard.route;

import io.roomscribe.hub.account.Account;
import io.roomscribe.hub.account.SignIn;
import java.util.Optional;

/// Who sent a request.
///
/// Immutable.
///
/// @param session empty when the request carried name and password itself
public record Caller(Account account, Optional<SignIn.Session> session) {}
