/// What a shell and `man` know of the command line, made of the commands themselves, so that it is
/// never behind them. Knows no command but its own.
@NullMarked
package io.roomscribe.provisioning.manual;

import org.jspecify.annotations.NullMarked;
