/// What was said, committed. Owns the utterances and how far each recording is recognised, and puts
/// both into the outbox in one transaction, so that no word is told twice or forgotten. It never
/// decides what is a word, and never talks to the network.
@NullMarked
package io.roomscribe.device.transcript;

import org.jspecify.annotations.NullMarked;
