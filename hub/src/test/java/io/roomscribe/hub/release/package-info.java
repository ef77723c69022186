/// Tests of releases and roll-outs.
@NullMarked
package io.roomscribe.hub.release;

import org.jspecify.annotations.NullMarked;
