/// What a box can be told to do, by the hub, over the local socket or by its button: one place that
/// does it and answers. It owns which commands were answered how. It must never do a command twice,
/// and never undo what the switch on the box says.
@NullMarked
package io.roomscribe.device.command;

import org.jspecify.annotations.NullMarked;
