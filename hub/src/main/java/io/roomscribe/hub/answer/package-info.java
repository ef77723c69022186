/// Answers questions from the transcripts: finds what was said, has a language model write it up,
/// and lets no sentence through that code does not find in what was said. Where nothing bears an
/// answer out it says so; it must never answer from anything but transcripts that the asker may
/// read.
@NullMarked
package io.roomscribe.hub.answer;

import org.jspecify.annotations.NullMarked;
