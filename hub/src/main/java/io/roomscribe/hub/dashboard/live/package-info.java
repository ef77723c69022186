/// What is happening now, as server-sent events. A slow reader loses events and is told to read
/// again; it never holds up anybody else.
@NullMarked
package io.roomscribe.hub.dashboard.live;

import org.jspecify.annotations.NullMarked;
