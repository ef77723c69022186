/// Updates of the box's own software: takes a signed release from the hub, puts it beside the one
/// that runs, switches, lets it prove itself, and goes back by itself. What must work when the new
/// release does not is in the package's start script, not here.
@NullMarked
package io.roomscribe.device.update;

import org.jspecify.annotations.NullMarked;
