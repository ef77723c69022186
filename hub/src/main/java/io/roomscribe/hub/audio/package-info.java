/// What was said, to be heard: pieces of audio fetched from the box that has them, when somebody
/// plays a sentence. They stay here for some hours and go with everything else that is forgotten.
/// Whether a room may be heard at all, its box decides.
@NullMarked
package io.roomscribe.hub.audio;

import org.jspecify.annotations.NullMarked;
