/// The box's H2 database: one file, one thread that writes it, and a promise that a completed
/// future means bytes on the medium. It knows no table but its own schema version; it deletes no
/// database file of its own accord, not even a broken one.
@NullMarked
package io.roomscribe.device.store;

import org.jspecify.annotations.NullMarked;
