/// `roomscribe release`: makes keys, signs releases of the boxes' software, checks them, and puts
/// them on a hub. Only `publish` needs the hub's machine; the key never does.
@NullMarked
package io.roomscribe.provisioning.release;

import org.jspecify.annotations.NullMarked;
