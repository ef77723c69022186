package io.roomscribe.device.admin;

import io.roomscribe.protocol.configuration.Setting;

/// Where the status page for a browser is.
///
/// Immutable.
public record AdminConfig(
        @Setting(
                        "Address that the status page listens at. Others than this computer reach it only when"
                                + " this is an address of the network, such as `0.0.0.0`; the page asks for no"
                                + " password and shows no word of speech.")
                String pageAddress,
        @Setting("Port of the status page; 0 for none.") int pagePort) {

    public AdminConfig {
        if (pagePort < 0 || pagePort > 65_535) {
            throw new IllegalArgumentException("'page-port' must be 0 to 65535");
        }
    }

    public static AdminConfig defaults() {
        return new AdminConfig("127.0.0.1", 0);
    }
}
