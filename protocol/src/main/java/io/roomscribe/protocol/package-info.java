/// Identifiers that every process shares. This package and the ones below it depend on nothing of
/// ours and must never know who uses them.
@NullMarked
package io.roomscribe.protocol;

import org.jspecify.annotations.NullMarked;
