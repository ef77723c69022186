/// Many boxes at once, from a table of rooms: checked whole, then applied whole. Touches no box.
@NullMarked
package io.roomscribe.provisioning.plan;

import org.jspecify.annotations.NullMarked;
