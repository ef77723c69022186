@NullMarked
package io.roomscribe.provisioning.hub;

import org.jspecify.annotations.NullMarked;
