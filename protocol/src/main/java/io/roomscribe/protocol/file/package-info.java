/// Small files that must be whole and must last: what a power cut may not take, and what only their
/// owner may read. Used by the box, the hub and the command line alike.
@NullMarked
package io.roomscribe.protocol.file;

import org.jspecify.annotations.NullMarked;
