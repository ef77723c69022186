/// Who speaks in a meeting: labels found by voice, names given by people. It owns labels, names,
/// edits and voice profiles; it never changes words, never hands a voice's vector to anybody, and
/// erases the vectors once a meeting is final.
@NullMarked
package io.roomscribe.hub.speaker;

import org.jspecify.annotations.NullMarked;
