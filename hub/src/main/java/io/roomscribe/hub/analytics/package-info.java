/// Figures about what was recorded: hours, words, who talks how long, how sure the recogniser was,
/// which models were used. It counts what others wrote, keeps nothing, and never holds a sentence.
@NullMarked
package io.roomscribe.hub.analytics;

import org.jspecify.annotations.NullMarked;
