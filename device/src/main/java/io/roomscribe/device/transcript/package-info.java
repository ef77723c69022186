/// What was said, durably: an utterance, its outbox entry and how far its recording is recognised
/// become true together or not at all. It never changes what the recogniser heard.
@NullMarked
package io.roomscribe.device.transcript;

import org.jspecify.annotations.NullMarked;
