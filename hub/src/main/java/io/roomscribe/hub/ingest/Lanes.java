package io.roomscribe.hub.ingest;

import io.roomscribe.protocol.DeviceId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One ordered queue a box between the link and the committer, which takes from them in turn, so
/// that a box that catches up on a week does not hold up the others. Bounded over all: when it is
/// full the message is refused, stays unacknowledged, and the link is closed so that the broker
/// brings it again. Nothing is dropped.
///
/// Thread-safe.
final class Lanes {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final LinkedHashMap<DeviceId, ArrayDeque<Inbound>> lanes = new LinkedHashMap<>();
    private int size;

    Lanes(int capacity) {
        this.capacity = capacity;
    }

    /// A durable message on its way.
    ///
    /// @param acknowledge tells the broker that it is dealt with
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Inbound(DeviceId device, String leaf, byte[] payload, Runnable acknowledge) {}

    /// False when full.
    boolean offer(Inbound inbound) {
        lock.lock();
        try {
            if (size >= capacity) {
                return false;
            }
            lanes.computeIfAbsent(inbound.device(), device -> new ArrayDeque<>()).add(inbound);
            size++;
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Up to `max` messages, in order within each box; empty when none came in time.
    List<Inbound> take(int max, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            var nanosLeft = timeout.toNanos();
            while (size == 0 && nanosLeft > 0) {
                nanosLeft = filled.awaitNanos(nanosLeft);
            }
            return inTurn(max);
        } finally {
            lock.unlock();
        }
    }

    private List<Inbound> inTurn(int max) {
        var taken = new ArrayList<Inbound>();
        while (size > 0 && taken.size() < max) {
            var lane = lanes.pollFirstEntry();
            taken.add(lane.getValue().remove());
            size--;
            if (!lane.getValue().isEmpty()) {
                lanes.put(lane.getKey(), lane.getValue());
            }
        }
        return taken;
    }
}
