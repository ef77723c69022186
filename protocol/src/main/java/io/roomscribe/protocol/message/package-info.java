/// What travels: the envelope, the messages on each topic, the outbox entries, their JSON and the
/// hash chain. `protocol/README.md` is the contract in words. Messages are frozen once released: a
/// change adds a field with a default or a new type.
@NullMarked
package io.roomscribe.protocol.message;

import org.jspecify.annotations.NullMarked;
