/// Erasures as the hub keeps them: their receipts, and the work of leaving nothing of what was
/// erased in old pages and old messages. What was said is taken out by the packages that own it; no
/// receipt ever says anything of it.
@NullMarked
package io.roomscribe.hub.erasure;

import org.jspecify.annotations.NullMarked;
