/// What a person can be told about a process's health. Conditions are declared in one file per
/// process; dashboard, `/health`, LED and command line show those and nothing else.
@NullMarked
package io.roomscribe.protocol.health;

import org.jspecify.annotations.NullMarked;
