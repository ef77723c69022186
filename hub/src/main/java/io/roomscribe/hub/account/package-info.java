/// People who may use the hub: their names, passwords, roles and rooms, and how they sign in. It
/// tells who somebody is and what they may see; which address asks for what is said by the
/// dashboard. It never writes a name, a password or a token into the log.
@NullMarked
package io.roomscribe.hub.account;

import org.jspecify.annotations.NullMarked;
