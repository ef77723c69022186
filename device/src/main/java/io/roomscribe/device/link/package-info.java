/// The box's side of MQTT: when to connect, as whom, what to say first, and how long to wait after
/// each kind of failure. It carries frames for the outbox and live text for nobody in particular;
/// it decides about no entry's fate.
@NullMarked
package io.roomscribe.device.link;

import org.jspecify.annotations.NullMarked;
