/// Cuts meetings out of a room's stream of segments. It owns where a meeting begins and ends and
/// which segments are in it; it never touches their words.
@NullMarked
package io.roomscribe.hub.meeting;

import org.jspecify.annotations.NullMarked;
