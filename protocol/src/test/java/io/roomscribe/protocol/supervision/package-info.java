@NullMarked
package io.roomscribe.protocol.supervision;

import org.jspecify.annotations.NullMarked;
