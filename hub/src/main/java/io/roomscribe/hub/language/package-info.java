/// Language models: finds one, asks it, and tells a usable answer from a failure. It knows tokens,
/// time-outs and retries, and nothing about meetings. It never shortens what it is asked and never
/// passes on an empty or cut answer as if it were whole.
@NullMarked
package io.roomscribe.hub.language;

import org.jspecify.annotations.NullMarked;
