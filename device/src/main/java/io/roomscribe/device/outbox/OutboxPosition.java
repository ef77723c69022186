package io.roomscribe.device.outbox;

/// Where an outbox stands.
///
/// @param first lowest sequence still kept; `last + 1` when there is none
/// @param last highest sequence allocated, 0 when there is none
/// @param ackedThrough the hub has everything up to here
public record OutboxPosition(long first, long last, long ackedThrough) {
    public long unacknowledged() {
        return last - ackedThrough;
    }
}
