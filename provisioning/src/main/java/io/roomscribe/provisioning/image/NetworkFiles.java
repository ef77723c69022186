package io.roomscribe.provisioning.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// NetworkManager's connection files. Every image has NetworkManager, and its file says what the
/// image formats cannot: 802.1X, names of any bytes, static addresses.
final class NetworkFiles {
    private static final String FOLDER = "/etc/NetworkManager/system-connections/";
    private static final String WIFI_AUTHORITY = "/etc/roomscribe/wifi-authority.pem";

    private NetworkFiles() {}

    static List<PlacedFile> of(BoxSetup setup) {
        var files = new ArrayList<PlacedFile>();
        setup.wifi()
                .ifPresent(wifi -> {
                    files.add(
                            new PlacedFile(
                                    FOLDER + "roomscribe-wifi.nmconnection",
                                    "0600",
                                    wifi(wifi) + addresses(setup)));
                    if (!wifi.authority().isEmpty()) {
                        files.add(new PlacedFile(WIFI_AUTHORITY, "0644", wifi.authority()));
                    }
                });
        if (setup.wifi().isEmpty() && setup.address().isPresent()) {
            files.add(
                    new PlacedFile(
                            FOLDER + "roomscribe-wired.nmconnection",
                            "0600",
                            """
                            [connection]
                            id=roomscribe-wired
                            type=ethernet
                            autoconnect-priority=10

                            """
                                    + addresses(setup)));
        }
        return files;
    }

    private static String wifi(Wifi wifi) {
        var text =
                new StringBuilder(
                        """
                        [connection]
                        id=roomscribe-wifi
                        type=wifi

                        [wifi]
                        mode=infrastructure
                        ssid=%s
                        hidden=%s

                        """
                                .formatted(bytes(wifi.ssid()), wifi.isHidden()));
        switch (wifi.security()) {
            case OPEN -> {
                // No security section.
            }
            case PSK -> text.append(security("wpa-psk", wifi.secret()));
            case SAE -> text.append(security("sae", wifi.secret()));
            case ENTERPRISE -> text.append(enterprise(wifi));
        }
        return text.toString();
    }

    private static String security(String management, String secret) {
        return "[wifi-security]\nkey-mgmt=%s\npsk=%s\n\n".formatted(management, value(secret));
    }

    private static String enterprise(Wifi wifi) {
        var authority = wifi.authority().isEmpty() ? "" : "ca-cert=" + WIFI_AUTHORITY + "\n";
        return """
        [wifi-security]
        key-mgmt=wpa-eap

        [802-1x]
        eap=peap;
        phase2-auth=mschapv2
        identity=%s
        password=%s
        %s
        """
                .formatted(value(wifi.identity()), value(wifi.secret()), authority);
    }

    private static String addresses(BoxSetup setup) {
        if (setup.address().isEmpty()) {
            return "[ipv4]\nmethod=auto\n\n[ipv6]\nmethod=auto\n";
        }
        var address = setup.address().get();
        var isSix = address.cidr().contains(":");
        var gateway = address.gateway().isEmpty() ? "" : "," + address.gateway();
        var servers =
                address.nameServers().isEmpty()
                        ? ""
                        : "dns=" + String.join(";", address.nameServers()) + ";\n";
        return "[%s]\nmethod=manual\naddress1=%s%s\n%s\n[%s]\nmethod=%s\n"
                .formatted(
                        isSix ? "ipv6" : "ipv4",
                        address.cidr(),
                        gateway,
                        servers,
                        isSix ? "ipv4" : "ipv6",
                        isSix ? "disabled" : "auto");
    }

    /// A name as the list of its bytes: no character means anything there.
    private static String bytes(String name) {
        var text = new StringBuilder();
        for (var one : name.getBytes(StandardCharsets.UTF_8)) {
            text.append(one & 0xff).append(';');
        }
        return text.toString();
    }

    /// As key files write text: backslashes, and blanks that would be stripped.
    private static String value(String text) {
        var escaped = text.replace("\\", "\\\\").replace("\t", "\\t");
        var leading = escaped.length() - escaped.stripLeading().length();
        return "\\s".repeat(leading) + escaped.substring(leading);
    }
}
