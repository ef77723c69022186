package io.roomscribe.protocol.link;

/// Counts the threads that Paho leaves behind. Under flapping connections its `MQTT Con` threads
/// poll for ever (measured: 425 after 40 s of flapping with 40 clients); nothing but a new process
/// helps. An established link has none of them, so what is counted is a connection attempt under
/// way or a leak.
public final class LinkThreads {
    /// Above this a process should restart itself, in order.
    public static final int LEAKED_MAX = 8;

    private LinkThreads() {}

    public static int leakedThreads() {
        var leaked = 0;
        for (var thread : Thread.getAllStackTraces().keySet()) {
            var name = thread.getName();
            if (name.startsWith("MQTT Con") || name.startsWith("MQTT Reconnect")) {
                leaked++;
            }
        }
        return leaked;
    }
}
