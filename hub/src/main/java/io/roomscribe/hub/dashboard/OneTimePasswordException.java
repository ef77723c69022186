package io.roomscribe.hub.dashboard;

/// Somebody with a password that lets them only choose their own asked for something else.
final class OneTimePasswordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OneTimePasswordException() {
        super("This password works once: choose your own at /password.");
    }
}
