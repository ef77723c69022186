/// Words out of recordings. Owns the speech worker, a process of its own that holds the model, and
/// everything that keeps it going: it is restarted when it crashes, hangs or grows, and goes on at
/// the last committed sample. It reads recordings and never changes them, keeps no text, and never
/// logs a word.
@NullMarked
package io.roomscribe.device.speech;

import org.jspecify.annotations.NullMarked;
