package io.roomscribe.provisioning.demo;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Finds TCP ports of this machine's loopback that nobody uses. The demo fixes them before it
/// starts anything, so that a hub that is started again is found at its old address.
public final class Ports {
    private static final int USUAL = 8080;

    private Ports() {}

    /// The usual port of the dashboard, or any when somebody has it.
    static int dashboard() {
        return isFree(USUAL) ? USUAL : free();
    }

    /// The port, if nobody has it.
    static int wanted(int port) {
        if (!isFree(port)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "port %d is in use by another program".formatted(port),
                    "choose another: './roomscribe demo --port %d', or leave --port away"
                            .formatted(port == 65_535 ? USUAL : port + 1));
        }
        return port;
    }

    public static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "this machine has no free port (%s)".formatted(e.getMessage()),
                    "end a program that listens, then run './roomscribe demo' again",
                    e);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
