/// What every route has in common: the table of routes, checked parameters, problems instead of
/// exception texts, headers that protect the reader. It knows nothing of rooms or meetings.
@NullMarked
package io.roomscribe.hub.dashboard.route;

import org.jspecify.annotations.NullMarked;
