/// Turns a meeting's transcript into minutes, revision by revision, and checks by code what a model
/// claims. A failed step never removes an earlier revision, and nothing unchecked passes as
/// verified.
@NullMarked
package io.roomscribe.hub.summary;

import org.jspecify.annotations.NullMarked;
