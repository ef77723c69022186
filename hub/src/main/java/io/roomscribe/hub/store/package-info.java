/// The hub's one database: how it is opened, brought to the newest schema and made to keep what was
/// acknowledged. It owns no table; each store class next to its feature does.
@NullMarked
package io.roomscribe.hub.store;

import org.jspecify.annotations.NullMarked;
