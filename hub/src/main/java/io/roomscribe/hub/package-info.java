/// The hub process: its entry class and its configuration. It wires the packages below it together
/// and holds no logic of theirs.
@NullMarked
package io.roomscribe.hub;

import org.jspecify.annotations.NullMarked;
