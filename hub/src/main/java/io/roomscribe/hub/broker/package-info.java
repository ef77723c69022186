/// The MQTT broker inside the hub: who may connect and which topics they may use. It carries
/// messages and never reads them; an external MQTT 5 broker can take its place.
@NullMarked
package io.roomscribe.hub.broker;

import org.jspecify.annotations.NullMarked;
