@NullMarked
package io.roomscribe.protocol.accuracy;

import org.jspecify.annotations.NullMarked;
