/// Comparing what was written down with what was said. Reads files, changes nothing.
@NullMarked
package io.roomscribe.provisioning.accuracy;

import org.jspecify.annotations.NullMarked;
