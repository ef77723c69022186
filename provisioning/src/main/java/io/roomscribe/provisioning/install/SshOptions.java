package io.roomscribe.provisioning.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How to reach a machine with the system's own `ssh`, which knows the technician's keys, agent and
/// jump hosts.
final class SshOptions {
    @Parameters(
            paramLabel = "ADDRESS",
            description = "the machine, as 'ssh' takes it: name, address or user@address")
    private String address = "";

    @Option(names = "--port", paramLabel = "PORT", description = "its SSH port")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description = "private key to log in with (default: what 'ssh' finds)")
    private Optional<Path> identity = Optional.empty();

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "file of known host keys (default: what 'ssh' finds)")
    private Optional<Path> knownHosts = Optional.empty();

    String address() {
        return address;
    }

    /// @throws IllegalArgumentException when `ssh` would take the address for something else
    List<String> command() {
        if (!address.matches("[A-Za-z0-9_.][A-Za-z0-9_.@:%-]*")) {
            throw new IllegalArgumentException(
                    "'%s' is no address of a machine".formatted(address));
        }
        var command =
                new ArrayList<>(
                        List.of(
                                "ssh",
                                "-T",
                                "-o",
                                "BatchMode=yes",
                                "-o",
                                "StrictHostKeyChecking=yes",
                                "-o",
                                "ConnectTimeout=10",
                                "-o",
                                "ServerAliveInterval=10",
                                "-o",
                                "ServerAliveCountMax=3"));
        port.ifPresent(it -> command.addAll(List.of("-p", it.toString())));
        identity.ifPresent(it -> command.addAll(List.of("-i", it.toString())));
        knownHosts.ifPresent(it -> command.addAll(List.of("-o", "UserKnownHostsFile=" + it)));
        command.add(address);
        return command;
    }

    /// What shows the fingerprints of the machine's keys, for the person who compares them.
    String keyScan() {
        var host = address.substring(address.indexOf('@') + 1);
        return "ssh-keyscan %s%s | ssh-keygen -lf -"
                .formatted(port.map(it -> "-p %d ".formatted(it)).orElse(""), host);
    }
}
