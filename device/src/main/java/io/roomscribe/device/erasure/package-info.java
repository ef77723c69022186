/// Forgetting on request: takes what was said in a stretch of time out of the segment files, the
/// tables, the outbox and the speech worker, and tells the hub to do the same. It never decides
/// what is to be forgotten, and never answers before it is.
@NullMarked
package io.roomscribe.device.erasure;

import org.jspecify.annotations.NullMarked;
