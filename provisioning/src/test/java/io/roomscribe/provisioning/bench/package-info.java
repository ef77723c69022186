@NullMarked
package io.roomscribe.provisioning.bench;

import org.jspecify.annotations.NullMarked;
