/// Action items across meetings, and which of them are done. It reads them from the newest minutes
/// of each meeting and never writes minutes; what people say about an item outlives every revision.
@NullMarked
package io.roomscribe.hub.action;

import org.jspecify.annotations.NullMarked;
