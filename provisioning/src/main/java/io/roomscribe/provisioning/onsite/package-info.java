/// What a technician does in a room: check the microphone from the far seat and accept the box, one
/// by one or a whole plan. Asks boxes by way of their hub and keeps nothing.
@NullMarked
package io.roomscribe.provisioning.onsite;

import org.jspecify.annotations.NullMarked;
