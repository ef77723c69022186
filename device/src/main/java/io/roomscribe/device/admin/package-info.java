/// How somebody at the box asks it and tells it things: a Unix socket in the data folder, the
/// subcommands that use it, and a small page for a browser. None of them ever shows a word that was
/// said.
@NullMarked
package io.roomscribe.device.admin;

import org.jspecify.annotations.NullMarked;
