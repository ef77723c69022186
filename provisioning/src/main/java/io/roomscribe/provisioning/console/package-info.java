/// How every command speaks: answers to stdout, progress to stderr, one form of error, five exit
/// codes. Knows no command.
@NullMarked
package io.roomscribe.provisioning.console;

import org.jspecify.annotations.NullMarked;
