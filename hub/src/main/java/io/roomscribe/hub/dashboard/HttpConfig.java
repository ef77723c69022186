package io.roomscribe.hub.dashboard;

import io.roomscribe.protocol.configuration.Setting;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Where the dashboard and the API are served.
///
/// Immutable.
public record HttpConfig(
        @Setting(
                        "Address the dashboard and the API listen on. Nothing encrypts yet what is sent"
                                + " there, so only this computer's own addresses (127.0.0.1, ::1, localhost) are"
                                + " accepted.")
                String host,
        @Setting("TCP port of the dashboard and the API; 0 takes a free one and logs it.")
                int port) {

    public static HttpConfig defaults() {
        return new HttpConfig("127.0.0.1", 8080);
    }

    /// The address to bind, once it is certain that no other machine can reach it.
    ///
    /// @throws DashboardException when another could, or the address or port is none
    public InetAddress loopback() {
        if (port < 0 || port > 65_535) {
            throw DashboardException.unusable(
                    "http.port is " + port, "use a port from 1 to 65535, or 0 for a free one");
        }
        var address = resolve();
        if (!address.isLoopbackAddress()) {
            throw DashboardException.notLoopback(host);
        }
        return address;
    }

    private InetAddress resolve() {
        try {
            if (!host.isBlank()) {
                return InetAddress.getByName(host);
            }
        } catch (UnknownHostException e) {
            // The same as a blank one: no address.
        }
        throw DashboardException.unusable(
                "http.host '" + host + "' is no address of this computer",
                "set http.host to 127.0.0.1");
    }
}
