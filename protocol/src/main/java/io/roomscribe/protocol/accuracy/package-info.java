/// How well a recognised text matches a reference text, and how well "who spoke when" matches what
/// was so. Used by the command line, the dashboard and the tests, so that one number means one
/// thing; it knows nothing of audio or recognisers.
@NullMarked
package io.roomscribe.protocol.accuracy;

import org.jspecify.annotations.NullMarked;
