/// Owns the switches that take safeguards out for the tests that guard the guards. Nothing but the
/// Java command line may ever turn one on, and no product code may depend on it being on.
@NullMarked
package io.roomscribe.protocol.sabotage;

import org.jspecify.annotations.NullMarked;
