/// Backups of a hub: everything that cannot be made anew, in one encrypted file that is proven by
/// restoring it. Its format is age, so that it can be opened without this software. Never writes
/// over anything, and never leaves what was said outside of the hub's folder unencrypted.
@NullMarked
package io.roomscribe.hub.backup;

import org.jspecify.annotations.NullMarked;
