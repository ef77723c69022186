@NullMarked
package io.roomscribe.provisioning.device;

import org.jspecify.annotations.NullMarked;
