@NullMarked
package io.roomscribe.hub.broker;

import org.jspecify.annotations.NullMarked;
