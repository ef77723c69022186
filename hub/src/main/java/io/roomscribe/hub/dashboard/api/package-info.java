/// The JSON API under `/api/v1` and the shapes it answers with. Released fields keep their name and
/// meaning; it never hands out a store's record as it is.
@NullMarked
package io.roomscribe.hub.dashboard.api;

import org.jspecify.annotations.NullMarked;
