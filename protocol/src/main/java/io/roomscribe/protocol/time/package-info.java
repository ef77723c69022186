/// Monotonic time, handed in by constructor. Wall time is `java.time.Clock`; durations are never
/// the difference of two instants.
@NullMarked
package io.roomscribe.protocol.time;

import org.jspecify.annotations.NullMarked;
