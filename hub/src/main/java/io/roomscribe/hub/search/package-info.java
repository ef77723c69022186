/// Finds what was said, by words and by meaning, in an index of its own that is made of the hub's
/// database and follows it. It may always be thrown away and made again; it must never make ingest
/// wait, and never show what the database does not hold any more.
@NullMarked
package io.roomscribe.hub.search;

import org.jspecify.annotations.NullMarked;
