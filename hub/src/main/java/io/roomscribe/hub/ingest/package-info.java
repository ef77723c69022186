/// From the broker into the database, exactly once and in order: lanes, group commit, watermarks
/// and the acknowledgements that alone move an entry on. It knows no meaning of an entry; handlers
/// of the packages downstream apply them inside its transaction.
@NullMarked
package io.roomscribe.hub.ingest;

import org.jspecify.annotations.NullMarked;
