/// What the tests of all modules share: hand-driven time, child processes, a real Mosquitto,
/// waiting with a deadline. Nothing in here is ever part of a product.
@NullMarked
package io.roomscribe.testkit;

import org.jspecify.annotations.NullMarked;
