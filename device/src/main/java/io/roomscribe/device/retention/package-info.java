/// What the box keeps and for how long: compressed audio of sealed chunks, the order in which
/// things go when they are old or space runs short, and audio given out or erased on request. It
/// must never remove audio of which there is no text, and never remove anything without a
/// tombstone.
@NullMarked
package io.roomscribe.device.retention;

import org.jspecify.annotations.NullMarked;
