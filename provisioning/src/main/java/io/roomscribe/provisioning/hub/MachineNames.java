package io.roomscribe.provisioning.hub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/// By which names and addresses this machine can be reached, as far as it knows itself.
final class MachineNames {
    private MachineNames() {}

    static List<String> all() {
        var all = new ArrayList<>(List.of("localhost", "127.0.0.1"));
        try {
            all.add(InetAddress.getLocalHost().getHostName());
            for (var network : NetworkInterface.networkInterfaces().toList()) {
                network.inetAddresses()
                        .filter(one -> !one.isLoopbackAddress() && !one.isLinkLocalAddress())
                        .map(InetAddress::getHostAddress)
                        .map(text -> text.split("%", 2)[0])
                        .forEach(all::add);
            }
        } catch (IOException e) {
            // What is known by then is enough; --name adds the rest.
        }
        return List.copyOf(all);
    }
}
