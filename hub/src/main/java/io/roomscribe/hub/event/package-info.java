/// News for whoever watches while it happens: the dashboard's live view and the summary's trigger.
/// A leaf: carries ids and small texts, stores nothing, and is never the way by which data reaches
/// the database.
@NullMarked
package io.roomscribe.hub.event;

import org.jspecify.annotations.NullMarked;
