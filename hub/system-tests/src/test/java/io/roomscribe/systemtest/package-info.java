/// The whole product as its users run it: real processes, real broker, real database, real speech
/// recognition, real browser. Each test reads as a story.
@NullMarked
package io.roomscribe.systemtest;

import org.jspecify.annotations.NullMarked;
