/// The one place that knows Paho. It connects once, publishes with flow control and tells the truth
/// about what the broker answered; it never reconnects by itself, never buffers for later and never
/// takes a broker's PUBACK for delivery.
@NullMarked
package io.roomscribe.protocol.link;

import org.jspecify.annotations.NullMarked;
