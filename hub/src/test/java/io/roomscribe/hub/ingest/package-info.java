@NullMarked
package io.roomscribe.hub.ingest;

import org.jspecify.annotations.NullMarked;
