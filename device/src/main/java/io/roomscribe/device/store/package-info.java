/// The box's H2 database: one file, one thread that writes it, and a promise that a completed
/// future means bytes on the medium. It knows no table but its own schema version; it never deletes
/// a database file, not even a broken one, unless people ask to be forgotten.
@NullMarked
package io.roomscribe.device.store;

import org.jspecify.annotations.NullMarked;
