@NullMarked
package io.roomscribe.provisioning;

import org.jspecify.annotations.NullMarked;
