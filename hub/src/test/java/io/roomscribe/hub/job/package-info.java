@NullMarked
package io.roomscribe.hub.job;

import org.jspecify.annotations.NullMarked;
