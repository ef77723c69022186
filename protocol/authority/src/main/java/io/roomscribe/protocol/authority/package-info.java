/// The certificate authority of one hub: its two roots, the hub's own certificate, and what boxes
/// are given. Knows nothing of claims, databases and networks; keys leave its folder never.
@NullMarked
package io.roomscribe.protocol.authority;

import org.jspecify.annotations.NullMarked;
