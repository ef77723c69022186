/// What a technician does to one box: for now, giving it a token by which a hub lets it in. Tokens
/// are shown nowhere and kept by the hub as a hash only.
@NullMarked
package io.roomscribe.provisioning.device;

import org.jspecify.annotations.NullMarked;
