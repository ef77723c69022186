@NullMarked
package io.roomscribe.hub.dashboard.page;

import org.jspecify.annotations.NullMarked;
