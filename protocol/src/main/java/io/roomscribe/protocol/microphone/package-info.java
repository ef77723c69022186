/// The guided check of a microphone: what a technician is asked to do, and what the figures mean.
/// The same at the box and from the hub; it asks an [Ear] and shows on a [Screen], and knows
/// neither sockets nor audio.
@NullMarked
package io.roomscribe.protocol.microphone;

import org.jspecify.annotations.NullMarked;
