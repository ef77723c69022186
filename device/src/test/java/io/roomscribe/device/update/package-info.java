/// Tests of updates, with the package's real start script and real files.
@NullMarked
package io.roomscribe.device.update;

import org.jspecify.annotations.NullMarked;
