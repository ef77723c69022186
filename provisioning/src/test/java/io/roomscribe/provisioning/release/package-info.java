/// Tests of `roomscribe release`.
@NullMarked
package io.roomscribe.provisioning.release;

import org.jspecify.annotations.NullMarked;
