/// Asks a running hub through its API, as a person with an account. What it answers means something
/// to the commands only.
@NullMarked
package io.roomscribe.provisioning.api;

import org.jspecify.annotations.NullMarked;
