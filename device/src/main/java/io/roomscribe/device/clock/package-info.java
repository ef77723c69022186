/// What time it is, and how far that is to be trusted. A box without a battery clock starts at any
/// time; this package says so until the network or the hub knows better. It must never be used to
/// measure how long something took: that is monotonic time's business.
@NullMarked
package io.roomscribe.device.clock;

import org.jspecify.annotations.NullMarked;
