/// Tests of backups, with a real database.
@NullMarked
package io.roomscribe.hub.backup;

import org.jspecify.annotations.NullMarked;
