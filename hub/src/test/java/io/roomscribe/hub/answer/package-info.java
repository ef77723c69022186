@NullMarked
package io.roomscribe.hub.answer;

import org.jspecify.annotations.NullMarked;
