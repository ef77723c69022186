/// What is done to a hub as a whole: for now, giving it an identity. Works on the hub's folder, so
/// it runs on the hub's machine, as the hub's user.
@NullMarked
package io.roomscribe.provisioning.hub;

import org.jspecify.annotations.NullMarked;
