/// The end of a box's service: hands over what it has, erases itself, tells the hub, and destroys
/// its keys once the hub has taken its right to connect away. It outlives power cuts at any step,
/// and never erases anything that the hub has not acknowledged.
@NullMarked
package io.roomscribe.device.decommissioning;

import org.jspecify.annotations.NullMarked;
