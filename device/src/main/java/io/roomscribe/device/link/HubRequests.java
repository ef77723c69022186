package io.roomscribe.device.link;

import io.roomscribe.protocol.message.Message;

/// Hears what the hub asks of the box, on the link's thread: put it into a queue and return.
public interface HubRequests {
    void command(Message.Command command);

    void desired(Message.TwinDesired twin);

    /// Of a box that nobody asks anything.
    static HubRequests none() {
        return new HubRequests() {
            @Override
            public void command(Message.Command command) {}

            @Override
            public void desired(Message.TwinDesired twin) {}
        };
    }
}
