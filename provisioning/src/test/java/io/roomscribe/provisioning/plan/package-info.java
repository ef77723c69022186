@NullMarked
package io.roomscribe.provisioning.plan;

import org.jspecify.annotations.NullMarked;
