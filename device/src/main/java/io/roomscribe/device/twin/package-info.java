/// The box's part of its twin: takes the configuration that the hub desires, as far as the hub may
/// set it, keeps it over restarts and without the hub, and reports what is in force. It never lets
/// a desired value stop the box from starting, and never touches the box's own configuration file.
@NullMarked
package io.roomscribe.device.twin;

import org.jspecify.annotations.NullMarked;
