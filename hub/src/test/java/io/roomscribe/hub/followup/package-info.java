@NullMarked
package io.roomscribe.hub.followup;

import org.jspecify.annotations.NullMarked;
