/// What box and hub do alike with their H2 databases. Whoever uses it brings H2 along.
@NullMarked
package io.roomscribe.protocol.database;

import org.jspecify.annotations.NullMarked;
