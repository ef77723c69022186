/// What was said and what is missing: segments, recordings, chunks and gaps, as the boxes sent
/// them. It never changes the words of a segment and never decides which meeting they are about.
@NullMarked
package io.roomscribe.hub.transcript;

import org.jspecify.annotations.NullMarked;
