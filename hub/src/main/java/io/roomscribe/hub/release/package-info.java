/// Releases of the boxes' software on the hub, and how one gets to all boxes: group after group,
/// with a stop when too many fail. The hub holds no key: it hands on what was signed elsewhere.
@NullMarked
package io.roomscribe.hub.release;

import org.jspecify.annotations.NullMarked;
