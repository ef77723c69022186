/// Long-lived loops and how they are restarted. A failing task is started again with jittered
/// back-off; a fatal one ends the process with its documented exit code. It never interrupts a task
/// that says it must not be.
@NullMarked
package io.roomscribe.protocol.supervision;

import org.jspecify.annotations.NullMarked;
