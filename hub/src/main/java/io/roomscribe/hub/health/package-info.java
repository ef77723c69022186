/// What the hub can be told to suffer from. A leaf: declares, decides nothing.
@NullMarked
package io.roomscribe.hub.health;

import org.jspecify.annotations.NullMarked;
