/// What the hub has to be told: rows with a gapless sequence and a hash chain, written in the
/// transaction of what they tell of, and the relay that sends them until the hub has acknowledged
/// each. A broker's answer never moves an entry on.
@NullMarked
package io.roomscribe.device.outbox;

import org.jspecify.annotations.NullMarked;
