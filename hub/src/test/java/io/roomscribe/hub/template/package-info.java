@NullMarked
package io.roomscribe.hub.template;

import org.jspecify.annotations.NullMarked;
