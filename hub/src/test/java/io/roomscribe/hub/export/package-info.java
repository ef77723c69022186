/// Tests of exports: each file is opened by a reader that had no part in writing it.
@NullMarked
package io.roomscribe.hub.export;

import org.jspecify.annotations.NullMarked;
