/// What the service manager is told of the box, and what keeps a box that cannot start from trying
/// for ever: readiness, the watchdog, and the count of failed starts. Works the same where there is
/// no systemd: then nobody is told.
@NullMarked
package io.roomscribe.device.systemd;

import org.jspecify.annotations.NullMarked;
