package io.roomscribe.protocol.link;

import io.roomscribe.protocol.supervision.Failure;
import java.net.URI;

/// A connection that did not come up, broke, or was refused something.
public final class LinkException extends Failure {
    private static final long serialVersionUID = 1L;

    private final Code code;

    LinkException(Code code, String message) {
        super(Severity.RETRY, message, code.hint);
        this.code = code;
    }

    LinkException(Code code, String message, Throwable cause) {
        super(Severity.RETRY, message, code.hint, cause);
        this.code = code;
    }

    /// A connection that the caller gave up for a reason of its own.
    public static LinkException givenUp(URI broker, String why) {
        return new LinkException(
                Code.LOST, "gave up the connection to %s: %s".formatted(broker, why));
    }

    /// A connection that was not tried, since there is no certificate yet.
    public static LinkException noIdentity(URI broker) {
        return new LinkException(
                Code.NO_IDENTITY,
                "cannot connect to %s: the box has no certificate yet".formatted(broker));
    }

    public Code code() {
        return code;
    }

    /// Why, so that the caller can decide how long to wait and what to tell a technician.
    public enum Code {
        /// The broker does not know the user name or the password.
        REFUSED_LOGIN("check the link's username and password file against the hub's"),
        /// The broker refused the connection for another reason.
        REFUSED("check the broker's log"),
        /// Nobody listens there, or the name does not resolve.
        UNREACHABLE("check the network and that the broker runs at this address"),
        /// Somebody listens but does not answer as a broker does.
        TIMEOUT("check that the address is an MQTT broker's and that it is not overloaded"),
        /// Something answers there, but in another language: a captive portal, a web server.
        NOT_A_BROKER(
                "open any page in a browser on this network: it may ask for a login; check that the"
                        + " address is an MQTT broker's"),
        /// TLS could not be agreed upon.
        TLS("check the certificates and both clocks"),
        /// We have nothing to show yet.
        NO_IDENTITY("give the box a claim: 'roomscribe-device enrol CLAIM'"),
        /// Who answers has a certificate, but not one of the hub's: something opens the encryption.
        STRANGER(
                "let the network's owner leave the connection to the hub alone, or compare the box's"
                        + " pins with those that 'roomscribe hub init' shows"),
        /// Another connection came with our client id: a cloned box.
        TAKEN_OVER("find the other box with the same id and give it its own"),
        /// A publish stayed without PUBACK.
        ACK_TIMEOUT("check the network and the broker's load"),
        /// The connection broke.
        LOST("check the network and that the broker runs"),
        /// The broker does not let us listen there.
        SUBSCRIPTION_REFUSED("check the login's permissions at the broker"),
        /// We closed it ourselves.
        CLOSED("connect again");

        private final String hint;

        Code(String hint) {
            this.hint = hint;
        }
    }
}
