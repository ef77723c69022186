/// Work that takes longer than a request: kept in the database, done once to a visible effect,
/// found again after a crash. It knows how jobs are queued, claimed, retried and ended, and nothing
/// about what they do; a payload never holds what was said.
@NullMarked
package io.roomscribe.hub.job;

import org.jspecify.annotations.NullMarked;
