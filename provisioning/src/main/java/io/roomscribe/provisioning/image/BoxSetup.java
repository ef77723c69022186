package io.roomscribe.provisioning.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything a fresh machine has to be told to become a box, whatever the image's format.
///
/// Immutable.
///
/// @param user the login for technicians
/// @param sshKey public key of that login
/// @param locale such as `en_GB.UTF-8`
/// @param proxy address of an HTTP proxy, empty for none
/// @param deviceConf the box's configuration file
/// @param claim its right to become known, empty to ask for being accepted
record BoxSetup(
        String hostname,
        String user,
        String sshKey,
        String locale,
        String timezone,
        String keyboard,
        Optional<Wifi> wifi,
        Optional<StaticAddress> address,
        String proxy,
        String deviceConf,
        String claim) {
    static final String DEVICE_CONF = "/etc/roomscribe/device.conf";
    static final String CLAIM = "/var/lib/roomscribe/identity/claim";

    /// @param cidr address and prefix length
    /// @param gateway may be empty
    record StaticAddress(String cidr, String gateway, List<String> nameServers) {}

    BoxSetup {
        check("hostname", hostname, "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
        check("user", user, "[a-z_][a-z0-9_-]{0,31}");
        check(
                "SSH key",
                sshKey,
                "(ssh|ecdsa|sk)-[A-Za-z0-9@.-]+ [A-Za-z0-9+/=]+( [^\\p{Cntrl}]*)?");
        check("locale", locale, "[A-Za-z]{2,3}(_[A-Z]{2})?(\\.[A-Za-z0-9-]+)?");
        check("time zone", timezone, "[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*");
        check("keyboard", keyboard, "[a-z]{2,8}");
        if (!proxy.isEmpty()) {
            check("proxy", proxy, "https?://[^\\s\"'$`\\\\<>]+");
        }
    }

    private static void check(String what, String value, String form) {
        if (!value.matches(form)) {
            throw new IllegalArgumentException("not a %s: '%s'".formatted(what, value));
        }
    }

    /// What goes to the same place in every format.
    List<PlacedFile> files() {
        var files = new ArrayList<PlacedFile>();
        files.add(new PlacedFile(DEVICE_CONF, "0644", deviceConf));
        if (!claim.isEmpty()) {
            files.add(new PlacedFile(CLAIM, "0600", claim + "\n"));
        }
        NetworkFiles.of(this).forEach(files::add);
        if (!proxy.isEmpty()) {
            files.add(
                    new PlacedFile(
                            "/etc/profile.d/roomscribe-proxy.sh",
                            "0644",
                            "export http_proxy='%1$s' https_proxy='%1$s'\n".formatted(proxy)));
            files.add(
                    new PlacedFile(
                            "/etc/apt/apt.conf.d/80roomscribe-proxy",
                            "0644",
                            "Acquire::http::Proxy \"%1$s\";\nAcquire::https::Proxy \"%1$s\";\n"
                                    .formatted(proxy)));
        }
        return List.copyOf(files);
    }

    /// Without the claim and the Wi-Fi's password.
    @Override
    public String toString() {
        return "BoxSetup[" + hostname + "]";
    }
}
