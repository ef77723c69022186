@NullMarked
package io.roomscribe.provisioning.launcher;

import org.jspecify.annotations.NullMarked;
