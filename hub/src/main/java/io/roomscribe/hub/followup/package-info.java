/// What a meeting has to do with earlier ones of its room: decisions that contradict each other,
/// with the words of both. A language model names pairs, code decides; nothing is pointed out
/// unless both quotes stand in their transcripts. Open tasks come from `action`.
@NullMarked
package io.roomscribe.hub.followup;

import org.jspecify.annotations.NullMarked;
