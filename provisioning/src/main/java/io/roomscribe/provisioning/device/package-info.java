/// What a technician does to one box from the hub: lets it in, shuts it out, moves it to another
/// room, has it look at itself, gets its support bundle. Tokens are shown nowhere and kept by the
/// hub as a hash only.
@NullMarked
package io.roomscribe.provisioning.device;

import org.jspecify.annotations.NullMarked;
