@NullMarked
package io.roomscribe.provisioning.accuracy;

import org.jspecify.annotations.NullMarked;
