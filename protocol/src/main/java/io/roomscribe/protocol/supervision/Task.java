package io.roomscribe.protocol.supervision;

/// A long-lived loop. Returns when it has nothing left to do or `stop` asks it to; a thrown
/// exception means that it wants to be started again.
@FunctionalInterface
public interface Task {
    void run(StopSignal stop) throws InterruptedException;
}
