/// The process in the box: reads its configuration, puts the parts together and ends with a
/// documented exit code.
@NullMarked
package io.roomscribe.device;

import org.jspecify.annotations.NullMarked;
