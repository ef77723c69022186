package io.roomscribe.device.update;

import io.roomscribe.protocol.supervision.Failure;
import java.io.IOException;

/// An update that the box does not begin, or cannot go on with.
public final class UpdateException extends Failure {
    private static final long serialVersionUID = 1L;

    private UpdateException(String message, String hint) {
        super(Severity.SKIP, message, hint);
    }

    private UpdateException(String message, String hint, Throwable cause) {
        super(Severity.RETRY, message, hint, cause);
    }

    static UpdateException busy(String version) {
        return new UpdateException(
                "the box is at release " + version, "wait until it has ended, then order again");
    }

    static UpdateException noKeys() {
        return new UpdateException(
                "the box trusts no release", "set 'update.keys' to your public release keys");
    }

    static UpdateException noHub() {
        return new UpdateException(
                "the box has no 'identity.hub' to fetch releases from",
                "enrol it with a certificate, or install the Debian package by hand");
    }

    static UpdateException notFromPackage() {
        return new UpdateException(
                "the box was not started by its package's start script",
                "start it as a service: 'sudo systemctl start roomscribe-device'");
    }

    static UpdateException runsAlready(String version) {
        return new UpdateException(
                "release %s runs already".formatted(version), "order another one");
    }

    static UpdateException noVersion(String why) {
        return new UpdateException(why, "name a release as 'roomscribe release publish' did");
    }

    static UpdateException cannotKeep(IOException e) {
        return new UpdateException(
                "the state of the update cannot be written (%s)"
                        .formatted(e.getClass().getSimpleName()),
                "free space in the data folder",
                e);
    }
}
